import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { PrintLine } from './print-line'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const parts = ['Cedar Valley', 'ID 1042', 'pat@example.test']

it('says where the page comes from, for whom, and when it was made', () => {
  const { container } = render(<PrintLine parts={parts} madeAt="2026-11-22T15:04:00Z" />)
  expect(container.textContent?.replaceAll('\u202f', ' ')).toBe(
    'Cedar Valley · ID 1042 · pat@example.test · Nov 22, 2026, 3:04 PM UTC',
  )
})

it('has the time of the printing, in the zone of the person, once it prints', () => {
  vi.useFakeTimers({ now: new Date('2026-11-23T09:30:00Z') })
  const { container } = render(<PrintLine parts={parts} madeAt="2026-11-22T15:04:00Z" />)
  window.dispatchEvent(new Event('beforeprint'))
  const time = container.querySelector('time')
  expect(time?.dateTime).toBe('2026-11-23T09:30:00.000Z')
  expect(time?.textContent).toMatch(/^Nov 2[23], 2026, \d{1,2}:\d{2}\s[AP]M \S+$/)
})
