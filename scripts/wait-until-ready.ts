import { setTimeout as pause } from 'node:timers/promises'

/** Resolves when the address answers 200; gives up after two minutes. */
export async function waitUntilReady(address: string): Promise<void> {
  const end = Date.now() + 120_000
  while (Date.now() < end) {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return
    await pause(100)
  }
  throw new Error(`${address} did not answer within two minutes.`)
}
