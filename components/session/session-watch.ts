import type { SessionView } from '@/lib/http/session-view'
import { type AnnouncedSignOut, findEndReason } from './end-reason'
import type { SignedOutReason } from './leave-page'
import type { ServerClock } from './server-clock'
import type { SessionMessage } from './session-channel'
import { askSession, type SessionAnswer, slideSession } from './session-requests'
import { findStage, type SessionLengths } from './session-stage'
import { isSamePerson, isSameSession, mergeViews, readTimes } from './session-view-times'
import { createWatchStore, type WatchState } from './watch-store'

/** Watches over the session of one page. What happens to the page is told to it by its methods. */
export interface SessionWatch {
  getState(): WatchState
  subscribe(onChange: () => void): () => void
  /** Looks at the clock; to be called every second. */
  tick(): void
  /** Looks at the clock and asks the server: hours may have gone by. */
  look(): void
  /** Asks the server, which does not move the idle limit. */
  check(): Promise<void>
  /** Moves the idle limit. Null: the server could not be reached, or the session is gone. */
  extend(): Promise<SessionView | null>
  /** The page goes into the browser's cache, where Back may find it: it is hidden before that. */
  suspend(): void
  /** Back has found it: it stays hidden until the server has answered. */
  resume(): void
  /** Closes the dialog about the absolute limit. */
  dismiss(): void
  /** Another tab said something. */
  hear(message: SessionMessage): void
  /** A sign-out was sent from this page, which is about to go. */
  noteSignOut(): void
}

interface WatchSetup {
  view: SessionView
  lengths: SessionLengths
  clock: ServerClock
  leave: (reason: SignedOutReason) => void
}

const quietCheckMs = 60_000
const retryMs = 5_000
/** How long a page may take to go after its sign-out was sent. */
const signOutMs = 15_000

/**
 * Nothing is shown, and nobody is sent away, before the server was asked: another tab may have
 * moved the limit. An answer that does not come ends nothing.
 */
export function createSessionWatch({ view, lengths, clock, leave }: WatchSetup): SessionWatch {
  const { getState, set, subscribe } = createWatchStore(view)
  let asking: Promise<void> | null = null
  let extending: Promise<SessionView | null> | null = null
  let lastAsked = { at: Date.now(), isAnswered: true }
  // The end that the server was asked about before a dialog, and the one that the person has seen.
  let confirmedEnd = 0
  let dismissedEnd = 0
  let signOut: AnnouncedSignOut | null = null
  let restsUntil = 0
  /** Answers to what was asked before the page was suspended say nothing of now. */
  let era = 0
  let isSuspect = false
  let hasLeft = false

  function tick() {
    if (hasLeft || Date.now() < restsUntil) return
    const { view, cover } = getState()
    const times = readTimes(view)
    const now = clock.now()
    const { isOver, dialog, hasBanner } = findStage(times, lengths, now)
    if (isOver || cover) {
      set({ dialog: null, hasBanner: false, cover: cover ?? 'checking' })
      return askWhenDue(lastAsked.isAnswered ? 1_000 : retryMs)
    }
    const endsAt = dialog === 'idle' ? times.idleExpires : times.expires
    const isDue = dialog !== null && dismissedEnd !== endsAt
    const isShown = isDue && confirmedEnd === endsAt
    set({
      dialog: isShown ? dialog : null,
      secondsLeft: isShown ? Math.ceil((endsAt - now) / 1000) : 0,
      hasBanner,
    })
    if (isDue && !isShown) void confirm(endsAt)
    else if (document.visibilityState === 'visible') askWhenDue(quietCheckMs)
  }

  function askWhenDue(intervalMs: number) {
    // Either way: a clock that was put back is set right by asking.
    if (Math.abs(Date.now() - lastAsked.at) >= intervalMs) void check()
  }

  function look() {
    tick()
    void check()
  }

  async function confirm(endsAt: number) {
    await check()
    confirmedEnd = endsAt
    tick()
  }

  function check(): Promise<void> {
    if (hasLeft || Date.now() < restsUntil) return Promise.resolve()
    const asked = era
    asking ??= askSession()
      .then((answer) => {
        if (asked === era) apply(answer)
      })
      .finally(() => {
        asking = null
      })
    return asking
  }

  function extend(): Promise<SessionView | null> {
    const asked = era
    extending ??= slideSession()
      .then((answer) => {
        if (asked === era) apply(answer)
        return answer.outcome === 'live' && !hasLeft ? getState().view : null
      })
      .finally(() => {
        extending = null
      })
    return extending
  }

  function apply(answer: SessionAnswer) {
    lastAsked = { at: Date.now(), isAnswered: answer.outcome !== 'unknown' }
    if (hasLeft || Date.now() < restsUntil) return
    const { view, cover } = getState()
    if (answer.outcome === 'unknown') return set({ cover: cover && 'unreachable' })
    clock.learn(answer)
    if (answer.outcome === 'gone') return suspectEnd()
    if (!isSamePerson(answer.view, view)) return end('other-tab')
    isSuspect = false
    if (signOut?.reason === 'user') signOut = null
    set({ view: mergeViews(view, answer.view), cover: null })
    tick()
  }

  /** A new sign-in in another tab leaves a moment without a session, so the unexplained is asked twice. */
  function suspectEnd() {
    const times = readTimes(getState().view)
    const reason = findEndReason({ times, now: clock.now(), signOut })
    if (reason !== 'revoked' || isSuspect) return end(reason)
    isSuspect = true
    set({ dialog: null, hasBanner: false, cover: 'checking' })
  }

  function end(reason: SignedOutReason) {
    hasLeft = true
    leave(reason)
  }

  return {
    getState,
    subscribe,
    tick,
    look,
    check,
    extend,
    suspend() {
      restsUntil = Number.POSITIVE_INFINITY
      set({ cover: 'checking', dialog: null, hasBanner: false })
    },
    resume() {
      restsUntil = 0
      era += 1
      asking = null
      look()
    },
    dismiss() {
      dismissedEnd = readTimes(getState().view).expires
      tick()
    },
    hear(message) {
      const { view } = getState()
      if (message.type === 'signing-out') signOut = { reason: 'other-tab', at: clock.now() }
      else if (!isSameSession(message, view)) void check()
      else if (message.idleExpires > view.idleExpires) {
        set({ view: { ...view, idleExpires: message.idleExpires } })
        tick()
      }
    },
    noteSignOut() {
      signOut = { reason: 'user', at: clock.now() }
      // An answer in the meantime must not take the place of the page that is coming.
      restsUntil = Date.now() + signOutMs
    },
  }
}
