import { listenToSessionLoss } from '@/components/requests/session-loss'
import { hidePage } from './leave-page'
import { openSessionChannel } from './session-channel'
import type { SessionWatch } from './session-watch'

/** When to look after another tab began to sign out: revoking tokens may take it a moment. */
const signOutChecksMs = [500, 2_000, 5_000]

/**
 * Tells a watch whatever may concern it: seconds, the page coming back into view, other tabs,
 * refused requests. Tells other tabs what happens here. Returns what ends it.
 */
export function connectSessionWatch(watch: SessionWatch): () => void {
  const ends = new AbortController()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let lastSaid = ''

  const channel = openSessionChannel((message) => {
    // Set first: what is heard is not said again.
    if (message.type === 'extended') lastSaid = message.idleExpires
    else checkForSignOut()
    watch.hear(message)
  })
  function checkForSignOut() {
    for (const ms of signOutChecksMs) timers.add(setTimeout(() => void watch.check(), ms))
  }

  function follow() {
    const { view, cover } = watch.getState()
    hidePage(cover !== null)
    const { expires, idleExpires } = view
    if (idleExpires === lastSaid) return
    lastSaid = idleExpires
    channel.post({ type: 'extended', expires, idleExpires })
  }
  // Loading a page was activity: this tells the other tabs of it.
  follow()
  const unfollow = watch.subscribe(follow)

  const ticking = setInterval(watch.tick, 1_000)
  listenToPage(watch, ends.signal)
  listenToSessionLoss(() => void watch.check(), ends.signal)
  listenToSignOut(() => {
    watch.noteSignOut()
    channel.post({ type: 'signing-out' })
  }, ends.signal)

  return () => {
    ends.abort()
    clearInterval(ticking)
    for (const timer of timers) clearTimeout(timer)
    unfollow()
    channel.close()
  }
}

/** The moments when a page may find that hours have gone by. */
function listenToPage(watch: SessionWatch, signal: AbortSignal) {
  for (const event of ['focus', 'online']) window.addEventListener(event, watch.look, { signal })
  document.addEventListener('visibilitychange', watch.look, { signal })
  // Hidden when it goes, so that it never comes back in view by itself.
  window.addEventListener('pagehide', (event) => event.persisted && watch.suspend(), { signal })
  window.addEventListener('pageshow', (event) => event.persisted && watch.resume(), { signal })
}

/** Any form that signs out, wherever on the page it stands. */
function listenToSignOut(onSignOut: () => void, signal: AbortSignal) {
  window.addEventListener(
    'submit',
    (event) => {
      if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return
      const { pathname } = new URL(event.target.getAttribute('action') ?? '', window.location.href)
      if (pathname === '/api/oidc/logout') onSignOut()
    },
    { signal },
  )
}
