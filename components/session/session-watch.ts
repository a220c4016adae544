import type { SessionView } from '@/lib/http/session-view'
import { type AnnouncedSignOut, findEndReason } from './end-reason'
import type { SignedOutReason } from './leave-page'
import type { ServerClock } from './server-clock'
import type { SessionMessage } from './session-channel'
import { askSession, type SessionAnswer, slideSession } from './session-requests'
import { findStage, type SessionLengths } from './session-stage'
import { isSamePerson, isSameSession, mergeViews, readTimes } from './session-view-times'

/** What a page is to show of its session. */
export interface WatchState {
  readonly view: SessionView
  readonly dialog: 'idle' | 'absolute' | null
  /** Whole seconds until the session ends, while a dialog counts them; else 0. */
  readonly secondsLeft: number
  readonly hasBanner: boolean
  /** Set while the page is hidden, until the server has said whether the session is still there. */
  readonly cover: 'checking' | 'unreachable' | null
}

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
  /** Hides the page until the server has answered: nobody looked at it for a while. */
  distrust(): void
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
  let state: WatchState = { view, dialog: null, secondsLeft: 0, hasBanner: false, cover: null }
  const listeners = new Set<() => void>()
  let asking: Promise<void> | null = null
  let extending: Promise<SessionView | null> | null = null
  let lastAsked = { at: Date.now(), isAnswered: true }
  // The end that the server was asked about before a dialog, and the one that the person has seen.
  let confirmedEnd = 0
  let dismissedEnd = 0
  let signOut: AnnouncedSignOut | null = null
  let restsUntil = 0
  let isSuspect = false
  let hasLeft = false

  function set(change: Partial<WatchState>) {
    const next = { ...state, ...change }
    const keys = Object.keys(next) as (keyof WatchState)[]
    if (keys.every((key) => next[key] === state[key])) return
    state = next
    for (const listener of listeners) listener()
  }

  function tick() {
    if (hasLeft || Date.now() < restsUntil) return
    const times = readTimes(state.view)
    const now = clock.now()
    const { isOver, dialog, hasBanner } = findStage(times, lengths, now)
    if (isOver || state.cover) {
      set({ dialog: null, hasBanner: false, cover: state.cover ?? 'checking' })
      return askWhenDue(lastAsked.isAnswered ? 1_000 : retryMs)
    }
    const end = dialog === 'idle' ? times.idleExpires : times.expires
    const isDue = dialog !== null && dismissedEnd !== end
    const isShown = isDue && confirmedEnd === end
    set({
      dialog: isShown ? dialog : null,
      secondsLeft: isShown ? Math.ceil((end - now) / 1000) : 0,
      hasBanner,
    })
    if (isDue && !isShown) void confirm(end)
    else if (document.visibilityState === 'visible') askWhenDue(quietCheckMs)
  }

  function askWhenDue(intervalMs: number) {
    if (Date.now() - lastAsked.at >= intervalMs) void check()
  }

  async function confirm(end: number) {
    await check()
    confirmedEnd = end
    tick()
  }

  function check(): Promise<void> {
    if (hasLeft || Date.now() < restsUntil) return Promise.resolve()
    asking ??= askSession()
      .then(apply)
      .finally(() => {
        asking = null
      })
    return asking
  }

  function extend(): Promise<SessionView | null> {
    extending ??= slideSession()
      .then((answer) => {
        apply(answer)
        return answer.outcome === 'live' && !hasLeft ? state.view : null
      })
      .finally(() => {
        extending = null
      })
    return extending
  }

  function apply(answer: SessionAnswer) {
    lastAsked = { at: Date.now(), isAnswered: answer.outcome !== 'unknown' }
    if (hasLeft || Date.now() < restsUntil) return
    if (answer.outcome === 'unknown') return set({ cover: state.cover && 'unreachable' })
    clock.learn(answer)
    if (answer.outcome === 'gone') return suspectEnd()
    if (!isSamePerson(answer.view, state.view)) return end('other-tab')
    isSuspect = false
    if (signOut?.reason === 'user') signOut = null
    set({ view: mergeViews(state.view, answer.view), cover: null })
    tick()
  }

  /** A new sign-in in another tab leaves a moment without a session, so the unexplained is asked twice. */
  function suspectEnd() {
    const reason = findEndReason({ times: readTimes(state.view), now: clock.now(), signOut })
    if (reason !== 'revoked' || isSuspect) return end(reason)
    isSuspect = true
    set({ dialog: null, hasBanner: false, cover: 'checking' })
  }

  function end(reason: SignedOutReason) {
    hasLeft = true
    leave(reason)
  }

  return {
    getState: () => state,
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    tick,
    look() {
      tick()
      void check()
    },
    check,
    extend,
    distrust() {
      restsUntil = 0
      set({ cover: 'checking', dialog: null })
    },
    dismiss() {
      dismissedEnd = readTimes(state.view).expires
      tick()
    },
    hear(message) {
      if (message.type === 'signing-out') signOut = { reason: 'other-tab', at: clock.now() }
      else if (!isSameSession(message, state.view)) void check()
      else if (message.idleExpires > state.view.idleExpires) {
        set({ view: { ...state.view, idleExpires: message.idleExpires } })
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
