import 'server-only'
import { createHash, createHmac } from 'node:crypto'
import type { NextRequest } from 'next/server'
import type { Config } from '@/lib/config/parse-config'

/** Signs next-auth's CSRF cookie; derived, so that it cannot open a seal. One for each secret. */
export function nextAuthSecrets({ sessionSecrets }: Config): [string, ...string[]] {
  const [first, ...older] = sessionSecrets
  return [derive(first), ...older.map(derive)]
}

/**
 * The secret that signed the CSRF cookie of a request, else the one that signs a new cookie: while
 * secrets rotate, the instance that answers may not be the one that made the cookie.
 */
export function nextAuthSecretOf(request: NextRequest, config: Config): string {
  const name = `${config.secure ? '__Host-' : ''}next-auth.csrf-token`
  const [token = '', hash = ''] = (request.cookies.get(name)?.value ?? '').split('|')
  const secrets = nextAuthSecrets(config)
  const signed = secrets.find(
    (secret) => createHash('sha256').update(`${token}${secret}`).digest('hex') === hash,
  )
  return signed ?? secrets[0]
}

const derive = (secret: string) =>
  createHmac('sha256', secret).update('next-auth').digest('base64url')
