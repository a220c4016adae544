import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createServerClock } from './server-clock'
import { createSessionWatch } from './session-watch'
import { createTestView, stubSessionServer, type TestServer, testStart } from './testing-session'

const minute = 60_000
let server: TestServer
let reasons: string[]

beforeEach(() => {
  vi.useFakeTimers({ now: testStart })
  reasons = []
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A watch whose clock ticks, as `connectSessionWatch` makes it tick. */
function startWatch(view = createTestView(), clock = createServerClock(testStart, testStart)) {
  server = stubSessionServer(view)
  const watch = createSessionWatch({
    view,
    lengths: { idleMs: 15 * minute, absoluteMs: 480 * minute },
    clock,
    leave: (reason) => reasons.push(reason),
  })
  setInterval(watch.tick, 1_000)
  return watch
}

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** As after a night with the lid closed: the clock has gone on, no timer has. */
function sleep(ms: number) {
  vi.setSystemTime(Date.now() + ms)
}

describe('the idle limit', () => {
  it('is warned of two minutes ahead, after the server was asked', async () => {
    const watch = startWatch()
    await wait(13 * minute - 2_000)
    expect(watch.getState().dialog).toBeNull()
    const asked = server.requests.length
    await wait(3_000)
    expect(server.requests.length).toBe(asked + 1)
    expect(watch.getState()).toMatchObject({ dialog: 'idle', secondsLeft: 119 })
  })

  it('is not warned of when the server knows of activity elsewhere', async () => {
    const watch = startWatch()
    await wait(12 * minute)
    server.view = createTestView({ idle: 27 })
    await wait(2 * minute)
    expect(watch.getState().dialog).toBeNull()
    await wait(11 * minute + 1_000)
    expect(watch.getState().dialog).toBe('idle')
  })

  it('moves when the person stays', async () => {
    const watch = startWatch()
    await wait(14 * minute)
    expect(await watch.extend()).toMatchObject({ idleExpires: server.view?.idleExpires })
    expect(watch.getState().dialog).toBeNull()
    await wait(2 * minute)
    expect(reasons).toEqual([])
  })

  it('moves when another tab says so, and never back', async () => {
    const watch = startWatch()
    await wait(14 * minute)
    const { expires } = createTestView()
    watch.hear({ type: 'extended', expires, idleExpires: createTestView({ idle: 29 }).idleExpires })
    expect(watch.getState().dialog).toBeNull()
    watch.hear({ type: 'extended', expires, idleExpires: createTestView({ idle: 15 }).idleExpires })
    expect(watch.getState().dialog).toBeNull()
  })

  it('ends the page once the server has said so', async () => {
    const watch = startWatch()
    await wait(14 * minute + 59_000)
    server.view = null
    await wait(2_000)
    expect(reasons).toEqual(['idle'])
    expect(watch.getState().cover).toBe('checking')
  })

  it('counts by the clock of the server when the browser is hours ahead', async () => {
    const watch = startWatch(
      createTestView(),
      createServerClock(testStart, testStart + 3 * 3_600_000),
    )
    vi.setSystemTime(testStart + 3 * 3_600_000)
    watch.tick()
    expect(watch.getState()).toMatchObject({ dialog: null, cover: null })
  })
})

describe('a clock that is put back', () => {
  it('is found within seconds, and the warning still comes in time', async () => {
    const watch = startWatch()
    await wait(12 * minute)
    const real = Date.now()
    vi.setSystemTime(real - 180 * minute)
    const { fetch } = globalThis
    // The server's clock was not put back.
    vi.stubGlobal('fetch', async (...call: Parameters<typeof fetch>) => {
      const answer = await fetch(...call)
      const date = new Date(Date.now() + 180 * minute).toUTCString()
      return new Response(answer.body, { headers: { date } })
    })
    await wait(minute + 2_000)
    expect(watch.getState().dialog).toBe('idle')
  })
})

describe('a laptop that slept', () => {
  it('hides the page at once and leaves it when the session is gone', async () => {
    const watch = startWatch()
    server.view = null
    sleep(600 * minute)
    watch.look()
    expect(watch.getState().cover).toBe('checking')
    await wait(100)
    expect(reasons).toEqual(['idle'])
  })

  it('hides the page while there is no connection, and signs nobody out by that', async () => {
    const watch = startWatch()
    server.status = 0
    sleep(20 * minute)
    watch.look()
    await wait(30_000)
    expect(watch.getState().cover).toBe('unreachable')
    expect(reasons).toEqual([])
    server.status = 200
    server.view = createTestView({ idle: 60 })
    await wait(6_000)
    expect(watch.getState().cover).toBeNull()
  })
})

describe('a server that does not answer', () => {
  it.each([0, 503])('ends nothing and shows nothing (%d)', async (status) => {
    const watch = startWatch()
    server.status = status
    watch.look()
    await wait(5 * minute)
    expect(watch.getState()).toMatchObject({ dialog: null, cover: null })
    expect(reasons).toEqual([])
  })

  it('does not keep the warning back', async () => {
    const watch = startWatch()
    server.status = 503
    await wait(13 * minute + 1_000)
    expect(watch.getState().dialog).toBe('idle')
  })

  it('answers "stay" with null', async () => {
    const watch = startWatch()
    server.status = 0
    expect(await watch.extend()).toBeNull()
    expect(reasons).toEqual([])
  })
})

describe('a session that is gone', () => {
  it('is found by a quiet look once a minute, which is no activity', async () => {
    startWatch()
    server.view = null
    await wait(63_000)
    expect(reasons).toEqual(['revoked'])
    expect(server.requests).not.toContain('POST session')
  })

  it('is asked for twice: a new sign-in elsewhere leaves a moment without one', async () => {
    const watch = startWatch()
    const next = createTestView({ idle: 30, absolute: 500 })
    server.view = null
    await watch.check()
    expect(watch.getState().cover).toBe('checking')
    server.view = next
    await wait(2_000)
    expect(watch.getState()).toMatchObject({ view: next, cover: null })
    expect(reasons).toEqual([])
  })

  it("was another tab's doing when that tab said so", async () => {
    const watch = startWatch()
    watch.hear({ type: 'signing-out' })
    await watch.check()
    expect(reasons).toEqual([])
    server.view = null
    await watch.check()
    expect(reasons).toEqual(['other-tab'])
  })

  it('leaves the page of one person when another has signed in', async () => {
    const watch = startWatch()
    const view = createTestView()
    server.view = { ...view, user: { ...view.user, subject: 'somebody else' } }
    await watch.check()
    expect(reasons).toEqual(['other-tab'])
  })

  it('does not get in the way of the page that a sign-out leads to', async () => {
    const watch = startWatch()
    watch.noteSignOut()
    server.view = null
    await watch.check()
    await wait(10_000)
    expect(reasons).toEqual([])
    // Back, from the cache of the browser.
    watch.suspend()
    watch.resume()
    expect(watch.getState().cover).toBe('checking')
    await wait(100)
    expect(reasons).toEqual(['user'])
  })
})

describe('a page in the cache of the browser', () => {
  it('asks nothing while it waits there', async () => {
    const watch = startWatch()
    watch.suspend()
    await wait(20 * minute)
    expect(server.requests).toEqual([])
    expect(watch.getState().cover).toBe('checking')
  })

  it('believes no answer from before', async () => {
    const watch = startWatch()
    const late = watch.check()
    watch.suspend()
    server.status = 0
    watch.resume()
    await late
    await wait(100)
    expect(watch.getState().cover).toBe('unreachable')
    server.status = 200
    await wait(6_000)
    expect(watch.getState().cover).toBeNull()
  })
})

describe('the absolute limit', () => {
  it('is warned of by a banner, then by a dialog that can be dismissed', async () => {
    const watch = startWatch(createTestView({ idle: 30, absolute: 30 }))
    await wait(20 * minute + 1_000)
    expect(watch.getState()).toMatchObject({ hasBanner: true, dialog: null })
    await wait(8 * minute)
    expect(watch.getState()).toMatchObject({ hasBanner: true, dialog: 'absolute' })
    watch.dismiss()
    await wait(minute + 58_000)
    expect(watch.getState()).toMatchObject({ hasBanner: true, dialog: null })
    server.view = null
    await wait(2_000)
    expect(reasons).toEqual(['max'])
  })

  it('is taken anew from a session that began in another tab', async () => {
    const watch = startWatch(createTestView({ idle: 30, absolute: 30 }))
    await wait(25 * minute)
    const next = createTestView({ idle: 40, absolute: 505 })
    server.view = next
    watch.hear({ type: 'extended', expires: next.expires, idleExpires: next.idleExpires })
    await wait(100)
    expect(watch.getState()).toMatchObject({ view: next, hasBanner: false })
  })
})
