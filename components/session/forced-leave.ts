const eventName = 'jhi-forced-leave'

/** Says that this page goes now, whatever is unsaved: its session has ended. */
export function announceForcedLeave(): void {
  window.dispatchEvent(new Event(eventName))
}

/** Hears of {@link announceForcedLeave}. */
export function onForcedLeave(callback: () => void, signal: AbortSignal): void {
  window.addEventListener(eventName, callback, { signal })
}
