import { formatFrom, formatTime } from '@/cli/keys/key-times'
import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { clientSigningAlgorithms } from '@/lib/config/environment-schema'
import { ConfigError } from '@/lib/config/parse-config'
import type { ClientKey } from '@/lib/external-applications/client-key'
import { type ClientKeys, parseClientKeys } from '@/lib/external-applications/client-keys'
import { keyWaitSeconds } from '@/lib/external-applications/key-schedule'
import { readSecretFile } from '@/lib/files/secret-file'
import { type CheckLine, failure, ok, warning } from './check-line'
import { explainClientKeys } from './explain-client-keys'

const name = 'client keys'

/** Reads the keys that prove us to the provider: their file, their strength and what comes next. */
export function checkClientKeys(
  { JHI_CLIENT_KEYS: path, JHI_CLIENT_SIGNING_ALG, JHI_CLIENT_AUTH }: EnvironmentVariables,
  now: number,
): { lines: CheckLine[]; keys: ClientKeys | null } {
  if (!path) {
    const bySecret = ['', 'client_secret_basic', 'client_secret_post'].includes(
      JHI_CLIENT_AUTH ?? '',
    )
    const lines = bySecret ? [ok(name, 'JHI_CLIENT_KEYS is not set; secrets prove us')] : []
    return { lines, keys: null }
  }
  const file = { variable: 'JHI_CLIENT_KEYS', path }
  const wanted = clientSigningAlgorithms.find((each) => each === JHI_CLIENT_SIGNING_ALG) ?? null
  try {
    const { text, worldReadable } = readSecretFile(file)
    const keys = parseClientKeys(file, text, { wanted })
    const lines = [describeSigning(keys.signingKey, now), ...describeOthers(keys, now)]
    if (worldReadable) lines.push(worldReadableLine(name, path))
    return { lines, keys }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { lines: explainClientKeys(error.problems, wanted), keys: null }
  }
}

/** The line for a file with secrets that everybody on the machine can read. */
export function worldReadableLine(name: string, path: string): CheckLine {
  return failure(
    name,
    `${path} can be read by everybody on this machine`,
    `Run chmod 600 ${path}; if others use this machine, replace what is in it.`,
  )
}

function describeSigning({ kid, algorithm, privateKey, since }: ClientKey, now: number): CheckLine {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength
  const strength = bits === undefined ? 'EC P-256' : `RSA with ${bits} bits`
  if (since !== null && since > now / 1_000 + 86_400) {
    return warning(
      name,
      `${kid}: since is a time far ahead`,
      'Write seconds since 1970 in since, not milliseconds.',
    )
  }
  const time = since === null ? '' : `, since ${formatTime(since)}`
  return ok(name, `${kid} signs, with ${algorithm}, ${strength}${time}`)
}

function describeOthers({ keys, signingKey }: ClientKeys, now: number): CheckLine[] {
  return keys.flatMap((key) => {
    const { kid, status, since } = key
    if (key === signingKey) return []
    const from = since === null ? null : since + keyWaitSeconds
    const due = from === null || from <= now / 1_000
    const when = due || from === null ? 'now' : `from ${formatFrom(from)}`
    if (status === 'next') {
      return [ok(name, `${kid} is next; npm run jhi -- keys rotate can activate it ${when}`)]
    }
    if (status === 'retired') {
      return [
        ok(name, `${kid} is retired; npm run jhi -- keys remove ${kid} can remove it ${when}`),
      ]
    }
    return [ok(name, `${kid} is active, and a later one signs; it can be retired`)]
  })
}
