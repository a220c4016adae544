import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createServerClock } from './server-clock'
import { testStart } from './testing-session'

const hour = 3_600_000
const date = (time: number) => new Date(time).toUTCString()

beforeEach(() => {
  vi.useFakeTimers({ now: testStart })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('createServerClock', () => {
  it('follows the time of the server, however wrong the browser is', () => {
    const clock = createServerClock(testStart + 3 * hour, Date.now())
    expect(clock.now()).toBe(testStart + 3 * hour)
    vi.advanceTimersByTime(5_000)
    expect(clock.now()).toBe(testStart + 3 * hour + 5_000)
  })

  it('keeps its milliseconds while a header only says the second', () => {
    const clock = createServerClock(testStart + 640, Date.now())
    clock.learn({ askedAt: testStart, answeredAt: testStart + 40, date: date(testStart) })
    expect(clock.now()).toBe(testStart + 640)
  })

  it('is set right by a header when the clock of the browser was changed', () => {
    const clock = createServerClock(testStart, Date.now())
    vi.setSystemTime(testStart - 2 * hour)
    const asked = Date.now()
    clock.learn({ askedAt: asked, answeredAt: asked + 30, date: date(testStart) })
    expect(Math.abs(clock.now() - testStart)).toBeLessThan(1_000)
  })

  it('learns nothing from an answer without a time, or from one that slept on the way', () => {
    const clock = createServerClock(testStart, Date.now())
    clock.learn({ askedAt: testStart, answeredAt: testStart, date: null })
    clock.learn({ askedAt: testStart, answeredAt: testStart, date: 'never' })
    clock.learn({ askedAt: testStart + hour, answeredAt: testStart, date: date(testStart) })
    expect(clock.now()).toBe(testStart)
    clock.learn({ askedAt: testStart, answeredAt: testStart + hour, date: date(testStart) })
    expect(clock.now()).toBe(testStart)
  })
})
