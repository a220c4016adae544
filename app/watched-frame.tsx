import { connection } from 'next/server'
import type { ComponentProps, ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { SessionEndLine } from '@/components/session/session-end-line'
import { SessionProvider } from '@/components/session/session-provider'
import { countInstitutions, findCurrentSession } from '@/lib/http/current-session'
import { findPagePath } from '@/lib/http/page-path'
import { describeBuild, isPractice } from '@/lib/http/running-mode'
import { describeLimits } from '@/lib/http/session-limits'
import type { Institution } from '@/lib/institutions/institution'

export interface WatchedFrameProps {
  institution?: Institution | null
  isList?: boolean
  children: ReactNode
}

/**
 * The frame filled with what the request knows, and the watch over its session. It stands on error
 * pages, so it never fails.
 */
export async function WatchedFrame({
  institution = null,
  isList = false,
  children,
}: WatchedFrameProps) {
  // Without this, a build would render the frame once for all, with the builder's configuration.
  await connection()
  const found = await findCurrentSession().catch(() => 'unknown' as const)
  const view = found === 'unknown' ? null : (found?.view ?? null)
  const limits = describeLimits()
  const frame: ComponentProps<typeof AppFrame> = {
    session: view,
    isSessionKnown: found !== 'unknown',
    institution,
    institutionTotal: await countInstitutions(),
    practice: isPractice(),
    build: describeBuild(),
    isList,
    path: await findPagePath(),
    children,
  }
  if (view === null) return <AppFrame {...frame} />
  const footerNote = <SessionEndLine expires={view.expires} idleMinutes={limits.idleMinutes} />
  return (
    <SessionProvider session={view} limits={limits}>
      <AppFrame {...frame} footerNote={footerNote} />
    </SessionProvider>
  )
}
