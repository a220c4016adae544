import 'server-only'
import { sealData, unsealData } from 'iron-session'

const sealVersion = '~2'

/** What came of opening a seal. `invalid` covers a cut, foreign, tampered or garbled one. */
export type OpenedSeal = { status: 'open'; value: object } | { status: 'expired' | 'invalid' }

/**
 * Seals a value (encrypted and authenticated) with the first secret.
 *
 * @param ttlSeconds how long the seal can be opened
 */
export function seal(
  value: object,
  { secrets, ttlSeconds }: { secrets: readonly [string, ...string[]]; ttlSeconds: number },
): Promise<string> {
  return sealData(value, { password: secrets[0], ttl: ttlSeconds })
}

/**
 * Opens a seal with any of the secrets.
 *
 * Each secret is tried in turn instead of being given to iron-session as a numbered set: numbers
 * taken from positions would change their meaning when an old secret leaves the list.
 */
export async function openSeal(
  sealed: string,
  { secrets, ttlSeconds }: { secrets: readonly string[]; ttlSeconds: number },
): Promise<OpenedSeal> {
  // iron-session ignores a cut version suffix, since what it authenticates is still whole.
  if (!sealed.endsWith(sealVersion)) return { status: 'invalid' }
  for (const secret of secrets) {
    let failure: string | undefined
    const value = await unsealData<object>(sealed, {
      password: secret,
      ttl: ttlSeconds,
      onUnsealError: (reason) => {
        failure = reason
      },
    }).catch(() => {
      failure = 'invalid'
      return {}
    })
    if (failure === undefined) return { status: 'open', value }
    if (failure === 'expired') return { status: 'expired' }
  }
  return { status: 'invalid' }
}
