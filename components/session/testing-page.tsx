import { act, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import type { SessionView } from '@/lib/http/session-view'
import { SessionProvider } from './session-provider'
import { stubDialogs } from './testing-dialog'
import { testStart } from './testing-session'

const limits = { idleMinutes: 15, absoluteHours: 8, serverTime: testStart }

/** Shows a page with its session, watched over. Time is to be fake, and to stand at `testStart`. */
export async function renderWatchedPage(session: SessionView, children: ReactNode = 'page') {
  stubDialogs()
  const page = render(
    <SessionProvider session={session} limits={limits}>
      {children}
    </SessionProvider>,
  )
  await act(() => vi.dynamicImportSettled())
  return page
}

/** Lets time go by, and everything happen that it brings. */
export async function letPass(ms: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms))
}
