import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { announceOffline } from '@/components/requests/offline'
import { OfflineBanner } from './offline-banner'

afterEach(cleanup)

it('says that the browser is offline from the first failure until the network is back', () => {
  render(<OfflineBanner />)
  expect(screen.getByRole('status').textContent).toBe('')
  act(announceOffline)
  expect(screen.getByRole('status').textContent).toMatch(/^You're offline\./)
  act(() => void window.dispatchEvent(new Event('online')))
  expect(screen.getByRole('status').textContent).toBe('')
})
