import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { closeServer, listen } from './listening.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** A key that an application proves itself with. */
export interface TestClientKey {
  /** The whole pair. */
  readonly jwk: JWK
  readonly publicJwk: JWK
  /** The form parameters of private_key_jwt; claims are added or replaced. */
  parameters(clientId: string, claims: JWTPayload): Promise<Record<string, string>>
}

/** Makes an ES256 key. */
export async function createTestClientKey(kid = 'one'): Promise<TestClientKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const about = { kid, alg: 'ES256' }
  return {
    jwk: { ...(await exportJWK(privateKey)), ...about },
    publicJwk: { ...(await exportJWK(publicKey)), ...about },
    async parameters(clientId, claims) {
      const exp = Math.floor(Date.now() / 1000) + 60
      const all = { iss: clientId, sub: clientId, jti: crypto.randomUUID(), exp, ...claims }
      const jwt = new SignJWT(all).setProtectedHeader(about)
      return {
        client_assertion: await jwt.sign(privateKey),
        client_assertion_type: assertionType,
      }
    },
  }
}

/** An address where an application publishes its keys, unless `status` says otherwise. */
export interface TestKeyServer {
  /** In the place of the application. */
  readonly origin: string
  keys: JWK[]
  status: number
  close(): Promise<void>
}

/** Publishes keys at `/.well-known/jwks.json` and nothing elsewhere. */
export async function startTestKeyServer(keys: JWK[]): Promise<TestKeyServer> {
  const server = createServer((req, res) => {
    res.statusCode = req.url === '/.well-known/jwks.json' ? published.status : 404
    res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: published.keys }))
  })
  const origin = `http://localhost:${await listen(server, 0)}`
  const published = { origin, keys, status: 200, close: () => closeServer(server) }
  return published
}
