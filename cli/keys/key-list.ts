import { createPublicKey } from 'node:crypto'
import type { ClientKey } from '@/lib/external-applications/client-key'
import type { KeyFile } from './key-file'
import { formatFrom, formatTime, waitEnd, waitInWords } from './key-times'

/** One line for each key: its name, what it is, where it stands, and what comes next for it. */
export function listKeys({ parsed }: KeyFile, now: number): string {
  const rows = parsed.keys.map((key) => {
    const since = key.since === null ? '' : ` since ${formatTime(key.since)}`
    const kind = `${key.algorithm} ${bitsOf(key)} bits`
    return [key.kid, kind, `${key.status}${since}`, whatComesNext(key, parsed.signingKey, now)]
  })
  return rows.map((row) => `${pad(row, rows).join('  ')}\n`).join('')
}

/** The same for programs; times are ISO 8601. */
export function keysAsJson({ parsed }: KeyFile, path: string): string {
  const keys = parsed.keys.map((key) => ({
    kid: key.kid,
    alg: key.algorithm,
    bits: bitsOf(key),
    status: key.status,
    since: toIso(key.since),
    signs: key === parsed.signingKey,
    ...(key.status === 'next' && { activatableFrom: toIso(waitEnd(key.since)) }),
    ...(key.status === 'retired' && { removableFrom: toIso(waitEnd(key.since)) }),
  }))
  return `${JSON.stringify({ file: path, keys }, null, 2)}\n`
}

/**
 * The public key in the form Jack Henry documents for a key that is registered by hand.
 *
 * @see RFC 7468 §13
 */
export function toPem({ publicJwk }: ClientKey): string {
  return createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  }) as string
}

function whatComesNext(key: ClientKey, signingKey: ClientKey, now: number): string {
  if (key === signingKey) return 'signs now'
  if (key.status === 'active') return 'does not sign, may be retired'
  const may = key.status === 'next' ? 'may be activated' : 'may be removed'
  const end = waitEnd(key.since)
  if (end === null) {
    const event = key.status === 'next' ? 'published' : 'retired'
    return `${may} ${waitInWords} after it was ${event}; the file does not say when`
  }
  return end <= now ? `${may} now` : `${may} from ${formatFrom(end)}`
}

/** Of the modulus, or of the one curve there is. */
function bitsOf({ privateKey }: ClientKey): number {
  return privateKey.asymmetricKeyDetails?.modulusLength ?? 256
}

function toIso(seconds: number | null): string | null {
  const date = new Date((seconds ?? Number.NaN) * 1_000)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function pad(row: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return row.map((cell, column) =>
    column === row.length - 1
      ? cell
      : cell.padEnd(Math.max(...rows.map((other) => other[column]?.length ?? 0))),
  )
}
