/**
 * Waits, for switches that make an answer late. When the simulator closes first, the wait never
 * ends: whatever would have followed finds its data file closed.
 */
export function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds).unref()
    closing.addEventListener('abort', () => clearTimeout(timer), { once: true })
  })
}
