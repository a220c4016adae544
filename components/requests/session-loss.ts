const eventName = 'jhi-session-loss'

/** Says that the server refused a request for want of a session; the session watch looks into it. */
export function announceSessionLoss(): void {
  window.dispatchEvent(new Event(eventName))
}

/** Hears of every {@link announceSessionLoss} on this page. */
export function listenToSessionLoss(onLoss: () => void, signal: AbortSignal): void {
  window.addEventListener(eventName, onLoss, { signal })
}
