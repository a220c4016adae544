import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { isLoopback } from '@/lib/config/loopback'
import { type CheckLine, failure, ok, warning } from './check-line'

const name = 'session secrets'
const make = 'Make one with openssl rand -base64 48.'
const fewestCharacters = 8

/** How hard the secrets are to guess. They are never shown, only counted. */
export function checkSessionSecrets({
  SESSION_SECRETS,
  APP_URL,
  JHI_ISSUER,
}: EnvironmentVariables): CheckLine[] {
  if (!SESSION_SECRETS) return checkGenerated({ APP_URL, JHI_ISSUER })
  const secrets = SESSION_SECRETS.split(',').map((secret) => secret.trim())
  const lines = secrets.flatMap((secret, index) => {
    const weakness = findWeakness(secret)
    const which = `SESSION_SECRETS, number ${index + 1} of ${secrets.length}`
    return weakness === null ? [] : [failure(name, `${which}: ${weakness}`, make)]
  })
  if (new Set(secrets).size < secrets.length) {
    lines.push(
      warning(
        name,
        'SESSION_SECRETS has the same secret twice',
        'Take one out: a change of secrets needs the new and the old one.',
      ),
    )
  }
  return lines.length > 0 ? lines : [ok(name, `${secrets.length} set; the first seals`)]
}

/** One is made for loopback alone; elsewhere its absence is a problem of the configuration. */
function checkGenerated({ APP_URL, JHI_ISSUER }: EnvironmentVariables): CheckLine[] {
  const loopback = !APP_URL || isLoopbackUrl(APP_URL)
  if (!loopback) return []
  const what = 'SESSION_SECRETS is not set; one is generated into .data/session-secret'
  if (!JHI_ISSUER || isLoopbackUrl(JHI_ISSUER)) return [ok(name, `${what}, for this machine`)]
  return [warning(name, what, `Fine on a laptop; anywhere else set SESSION_SECRETS. ${make}`)]
}

function findWeakness(secret: string): string | null {
  if (secret.length < 32) return 'shorter than 32 characters'
  if (/secret|example|change.?me|password|placeholder|openssl/i.test(secret)) {
    return 'reads like the text of an example'
  }
  if (/^(.{1,16}?)\1+$/.test(secret)) return 'repeats itself'
  if (new Set(secret).size < fewestCharacters) return 'is made of few different characters'
  return /0123456789|abcdefghij|qwertyuiop/i.test(secret) ? 'is a row of keys' : null
}

const isLoopbackUrl = (text: string) => URL.canParse(text) && isLoopback(new URL(text))
