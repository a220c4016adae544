import { createHmac, randomBytes } from 'node:crypto'
import type { Now } from './clock.ts'

/** The nonces that UserInfo and the institution list hand out and demand. */
export interface DpopNonces {
  /** What oidc-provider makes its own of. */
  readonly secret: Buffer
  current(): string
  accepts(nonce: unknown): boolean
  /** Takes note of one that oidc-provider has handed out. */
  note(nonce: string): void
}

const slot = 60_000
const acceptedSlots = [1, 0, -1, -2, -3]
const keptFor = 3 * slot

/**
 * Makes them of the time, good for three to four minutes. Those of the token endpoint are taken as
 * well, for libraries keep one nonce for an origin, and here everything is at the same one.
 */
export function createDpopNonces(now: Now): DpopNonces {
  const secret = randomBytes(32)
  const noted = new Map<string, number>()
  const nonceOf = (index: number) =>
    createHmac('sha256', secret).update(`resource ${index}`).digest('base64url')
  const currentSlot = () => Math.floor(now() / slot)

  return {
    secret,
    current: () => nonceOf(currentSlot()),
    accepts(nonce) {
      if (typeof nonce !== 'string') return false
      const age = now() - (noted.get(nonce) ?? Number.NEGATIVE_INFINITY)
      if (age >= 0 && age <= keptFor) return true
      return acceptedSlots.some((distance) => nonceOf(currentSlot() + distance) === nonce)
    },
    note(nonce) {
      // A new one comes each minute, so the oldest are long of no use.
      const [oldest] = noted.keys()
      if (noted.size >= 10 && oldest !== undefined) noted.delete(oldest)
      noted.delete(nonce)
      noted.set(nonce, now())
    },
  }
}
