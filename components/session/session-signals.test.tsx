import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { announceSessionLoss } from '@/components/requests/session-loss'
import { createServerClock } from './server-clock'
import { connectSessionWatch } from './session-signals'
import { createSessionWatch, type SessionWatch } from './session-watch'
import { createTestView, stubSessionServer, type TestServer } from './testing-session'

// Real time: what tabs say to each other does not wait for a fake clock.
let server: TestServer
let reasons: string[]
let watch: SessionWatch
let disconnect: () => void
let otherTab: BroadcastChannel
let heard: unknown[]

beforeEach(() => {
  const view = createLiveView()
  server = stubSessionServer(view)
  reasons = []
  watch = createSessionWatch({
    view,
    lengths: { idleMs: 900_000, absoluteMs: 28_800_000 },
    clock: createServerClock(Date.now(), Date.now()),
    leave: (reason) => reasons.push(reason),
  })
  heard = []
  otherTab = new BroadcastChannel('jhi-session')
  otherTab.onmessage = ({ data }) => heard.push(data)
  disconnect = connectSessionWatch(watch)
})

afterEach(() => {
  disconnect()
  otherTab.close()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
})

describe('connectSessionWatch', () => {
  it('tells other tabs of the activity that loading a page is', async () => {
    const { expires, idleExpires } = watch.getState().view
    await vi.waitFor(() => expect(heard).toEqual([{ type: 'extended', expires, idleExpires }]))
  })

  it('tells other tabs of every extension, and does not repeat theirs', async () => {
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    server.view = inMinutes(20)
    await watch.check()
    await vi.waitFor(() => expect(heard).toHaveLength(2))
    otherTab.postMessage({ type: 'extended', ...inMinutes(25) })
    await vi.waitFor(() =>
      expect(watch.getState().view.idleExpires).toBe(inMinutes(25).idleExpires),
    )
    await pause(50)
    expect(heard).toHaveLength(2)
  })

  it('looks after half a second when another tab signs out, and leaves if that has worked', async () => {
    otherTab.postMessage({ type: 'signing-out' })
    await pause(300)
    expect(server.requests).toEqual([])
    server.view = null
    await vi.waitFor(() => expect(reasons).toEqual(['other-tab']), { timeout: 2_000 })
  })

  it('stays when the sign-out of another tab fails', async () => {
    otherTab.postMessage({ type: 'signing-out' })
    await vi.waitFor(() => expect(server.requests).toEqual(['GET session']), { timeout: 2_000 })
    await pause(50)
    expect(reasons).toEqual([])
  })

  it("understands the word of next-auth's own signOut()", async () => {
    const newValue = JSON.stringify({ event: 'session', data: { trigger: 'signout' } })
    window.dispatchEvent(new StorageEvent('storage', { key: 'nextauth.message', newValue }))
    server.view = null
    await vi.waitFor(() => expect(reasons).toEqual(['other-tab']), { timeout: 2_000 })
  })

  it.each([null, 'hello', { type: 'extended' }, { type: 'extended', expires: 1, idleExpires: 2 }])(
    'ignores what is no message: %j',
    async (message) => {
      const before = watch.getState()
      otherTab.postMessage(message)
      await pause(50)
      expect(watch.getState()).toBe(before)
    },
  )

  it.each([
    ['/api/oidc/logout', true],
    [new URL('/api/oidc/logout', window.location.href).href, true],
    ['/api/sessions/a/end', false],
    ['', false],
  ])('announces a form that signs out: %s', async (action, isAnnounced) => {
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    submitForm(action)
    await pause(50)
    expect(heard.slice(1)).toEqual(isAnnounced ? [{ type: 'signing-out' }] : [])
  })

  it('announces nothing when a page kept its form back', async () => {
    await vi.waitFor(() => expect(heard).toHaveLength(1))
    document.body.addEventListener('submit', (event) => event.preventDefault(), { once: true })
    submitForm('/api/oidc/logout')
    await pause(50)
    expect(heard).toHaveLength(1)
  })

  it.each([
    ['focus', () => window.dispatchEvent(new Event('focus'))],
    ['online', () => window.dispatchEvent(new Event('online'))],
    ['visibilitychange', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['a refused request', () => announceSessionLoss()],
  ])('asks the server upon %s', async (_, happen) => {
    happen()
    await vi.waitFor(() => expect(server.requests).toEqual(['GET session']))
  })

  it('hides a page that goes into the cache of the browser, until it was checked', async () => {
    const isHidden = () => document.documentElement.hasAttribute('data-session-hidden')
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    expect(isHidden()).toBe(true)
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    expect(isHidden()).toBe(true)
    await vi.waitFor(() => expect(isHidden()).toBe(false))
    expect(server.requests).toEqual(['GET session'])
  })

  it('is silent and deaf afterwards', async () => {
    disconnect()
    window.dispatchEvent(new Event('focus'))
    otherTab.postMessage({ type: 'signing-out' })
    await pause(700)
    expect(server.requests).toEqual([])
  })
})

function createLiveView() {
  const view = createTestView()
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
  return { ...view, expires: at(480), idleExpires: at(15) }
}

function inMinutes(minutes: number) {
  const { view } = watch.getState()
  const start = Date.parse(view.expires) - 480 * 60_000
  return { ...view, idleExpires: new Date(start + minutes * 60_000).toISOString() }
}

function submitForm(action: string) {
  const form = document.createElement('form')
  form.setAttribute('action', action)
  document.body.append(form)
  // What would follow, a navigation, does not exist here.
  window.addEventListener('submit', (event) => event.preventDefault(), { once: true })
  form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
