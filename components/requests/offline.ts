import { RequestProblem } from './request-problem'

const eventName = 'jhi-offline'

/** Says so when a request failed because the browser has no network; the frame tells the person. */
export function announceIfOffline(error: unknown): void {
  const isOffline = error instanceof RequestProblem && error.failure === 'offline'
  if (isOffline && !navigator.onLine) window.dispatchEvent(new Event(eventName))
}

/** Hears of failures without a network, and of its return. Returns what ends it. */
export function watchOffline(onChange: (isOffline: boolean) => void): () => void {
  const lost = () => onChange(true)
  const back = () => onChange(false)
  window.addEventListener(eventName, lost)
  window.addEventListener('online', back)
  return () => {
    window.removeEventListener(eventName, lost)
    window.removeEventListener('online', back)
  }
}
