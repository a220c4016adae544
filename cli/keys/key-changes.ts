import type { ClientKey, KeyStatus } from '@/lib/external-applications/client-key'
import type { Content, KeyFile } from './key-file'
import { refusal } from './key-refusal'
import { firstSteps } from './key-steps'
import { formatFrom, waitEnd, waitInWords } from './key-times'

/** A change, and what the person is told when it is done. */
export interface Told {
  readonly content: Content
  readonly told: string
  readonly warning?: string
}

/** When it is, and whether the person will not wait. */
export interface Moment {
  readonly now: number
  readonly immediately: boolean
}

/** The first key, which signs at once, or the next one. */
export function addKey(
  file: KeyFile | null,
  { kid, ...members }: { readonly kid: string; readonly [member: string]: unknown },
  { now, ...place }: Pick<Moment, 'now'> & Parameters<typeof firstSteps>[1],
): Told {
  if (file === null) {
    const key = { ...members, kid, status: 'active', since: now }
    return { content: { keys: [key] }, told: firstSteps(kid, place) }
  }
  const [waiting] = ofStatus(file, 'next')
  if (waiting !== undefined) {
    throw refusal(
      `There is a next key already: ${waiting.kid}. ` +
        'Activate it with keys rotate, or give it up with keys retire.',
    )
  }
  const key = { ...members, kid, status: 'next', since: now }
  return {
    content: { ...file.content, keys: [...file.content.keys, key] },
    told:
      `Added ${kid} as the next key. Once every server has the file, it is published; ` +
      `keys rotate may activate it from ${formatFrom(waitEnd(now) ?? now)}.\n` +
      'If you registered a PEM, register this one before keys rotate: ' +
      `npm run -s jhi -- keys export --pem ${kid}`,
  }
}

/** The next key signs, and what was active is retired. */
export function rotateKeys(file: KeyFile, { now, immediately }: Moment): Told {
  const [next, another] = ofStatus(file, 'next')
  if (next === undefined) throw refusal('There is no next key. Run keys generate first.')
  if (another !== undefined) {
    throw refusal('There are several next keys. Give up all but one with keys retire.')
  }
  const early = isEarly(next, now)
  if (early && !immediately) {
    throw refusal(
      `${next.kid} may be activated ${whenAfter(next, 'published')}: a provider may not know it ` +
        'before. Wait; or, if the key that signs now is in the wrong hands, add --now.',
    )
  }
  const retired = ofStatus(file, 'active').map(({ kid }) => kid)
  const others = mapKeys(file, (stored, { status }) =>
    status === 'active' ? { ...stored, status: 'retired', since: now } : stored,
  )
  const position = file.parsed.keys.indexOf(next)
  const activated = { ...file.content.keys[position], status: 'active', since: now }
  return {
    // The last active key of the file signs.
    content: { ...others, keys: [...others.keys.toSpliced(position, 1), activated] },
    told: `Activated ${next.kid}. Retired: ${retired.join(', ')}.`,
    ...(early && {
      warning:
        `For up to ${waitInWords} a provider may not know ${next.kid} yet, and sign-ins can fail. ` +
        'A retired key that is in the wrong hands is good until keys remove --now takes it away.',
    }),
  }
}

/** A key that does not sign is not to be used any more. */
export function retireKey(file: KeyFile, kid: string, { now, immediately }: Moment): Told {
  const key = findKey(file, kid)
  if (key.status === 'retired') throw refusal(`${kid} is retired already.`)
  const isSigning = key === file.parsed.signingKey
  if (isSigning && ofStatus(file, 'active').length === 1) {
    throw refusal(`${kid} is the only active key. Run keys generate, later keys rotate.`)
  }
  if (isSigning && !immediately) {
    throw refusal(`${kid} signs. Run keys rotate; or add --now, and another active key signs.`)
  }
  return {
    content: mapKeys(file, (stored, other) =>
      other === key ? { ...stored, status: 'retired', since: now } : stored,
    ),
    told: `Retired ${kid}. It may be removed from ${formatFrom(waitEnd(now) ?? now)}.`,
  }
}

/** A retired key is published no more: the one that is named, or the only one there is. */
export function removeKey(
  file: KeyFile,
  named: string | undefined,
  { now, immediately }: Moment,
): Told {
  const key = named === undefined ? onlyRetired(file) : findKey(file, named)
  const { kid } = key
  if (key.status !== 'retired') {
    const advice = key === file.parsed.signingKey ? 'Run keys rotate' : 'Run keys retire'
    throw refusal(`${kid} is ${key.status}; only a retired key can be removed. ${advice} first.`)
  }
  const early = isEarly(key, now)
  if (early && !immediately) {
    throw refusal(
      `${kid} may be removed ${whenAfter(key, 'retired')}: what it signed may still be on its way. ` +
        'Wait; or, if it is in the wrong hands, add --now.',
    )
  }
  const position = file.parsed.keys.indexOf(key)
  return {
    content: { ...file.content, keys: file.content.keys.toSpliced(position, 1) },
    told: `Removed ${kid}.`,
    ...(early && {
      warning: `For up to ${waitInWords} the provider may still accept this key, or refuse what it signed last.`,
    }),
  }
}

/** The key of that name. */
export function findKey({ parsed }: KeyFile, kid: string): ClientKey {
  const key = parsed.keys.find((candidate) => candidate.kid === kid)
  if (key !== undefined) return key
  throw refusal(`There is no key ${kid}. keys list shows which there are.`)
}

function onlyRetired(file: KeyFile): ClientKey {
  const [key, another] = ofStatus(file, 'retired')
  if (key === undefined) throw refusal('There is no retired key to remove.')
  if (another === undefined) return key
  throw refusal('There are several retired keys. Say which: keys list shows them.')
}

function ofStatus({ parsed }: KeyFile, status: KeyStatus): ClientKey[] {
  return parsed.keys.filter((key) => key.status === status)
}

function mapKeys(
  { content, parsed }: KeyFile,
  change: (stored: Content['keys'][number], key: ClientKey) => Content['keys'][number],
): Content {
  const keys = parsed.keys.map((key, position) => change(content.keys[position] ?? {}, key))
  return { ...content, keys }
}

/** Without a time in the file nobody knows, which is as good as early. */
function isEarly({ since }: ClientKey, now: number): boolean {
  const end = waitEnd(since)
  return end === null || now < end
}

function whenAfter({ since }: ClientKey, event: 'published' | 'retired'): string {
  const end = waitEnd(since)
  return end === null
    ? `${waitInWords} after it was ${event}, and its "since" in the file does not say when that was`
    : `from ${formatFrom(end)}`
}
