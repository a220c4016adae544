import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { announceIfOffline } from '@/components/requests/offline'
import { RequestProblem } from '@/components/requests/request-problem'
import { OfflineBanner } from './offline-banner'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

it('says that the browser is offline from the first failure until the network is back', () => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  render(<OfflineBanner />)
  expect(screen.getByRole('status').textContent).toBe('')
  act(() => announceIfOffline(new RequestProblem({ failure: 'timeout', status: 0, code: '' })))
  expect(screen.getByRole('status').textContent).toBe('')
  act(() => announceIfOffline(new RequestProblem({ failure: 'offline', status: 0, code: '' })))
  expect(screen.getByRole('status').textContent).toMatch(/^You're offline\./)
  act(() => void window.dispatchEvent(new Event('online')))
  expect(screen.getByRole('status').textContent).toBe('')
})
