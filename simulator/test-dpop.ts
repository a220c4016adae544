import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Simulator } from './start-simulator.ts'
import { basicAuthorization, createTestApplication } from './test-application.ts'

/** What a DPoP proof says; a header makes another out of it. */
export interface TestProof {
  htm: string
  htu: string
  token?: string
  nonce?: string | undefined
  iat?: number
  jti?: string
  header?: Record<string, unknown>
}

/** A key, and proofs that somebody holds it. */
export interface TestProver {
  readonly thumbprint: string
  prove(proof: TestProof): Promise<string>
}

/** Makes a key. */
export async function createTestProver(): Promise<TestProver> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return {
    thumbprint: await calculateJwkThumbprint(jwk),
    prove({ header, htm, htu, iat, jti = crypto.randomUUID(), nonce, token }) {
      const ath = token && createHash('sha256').update(token).digest('base64url')
      const claims = { htm, htu, jti, ...(ath ? { ath } : {}), ...(nonce ? { nonce } : {}) }
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk, ...header })
        .setIssuedAt(iat)
        .sign(privateKey)
    },
  }
}

/** Signs in, and exchanges the code with the proof that `prove` makes. */
export async function exchangeWithProof(
  simulator: Simulator,
  prove: (address: string) => Promise<string>,
) {
  const application = createTestApplication(simulator)
  const { url } = await application.authorize('few@example.test')
  const redirectUri = new URL(url)
  redirectUri.search = ''
  const code = {
    grant_type: 'authorization_code',
    code: url.searchParams.get('code') ?? '',
    redirect_uri: redirectUri.href,
    code_verifier: application.verifier,
  }
  const headers = basicAuthorization('starter', simulator.clients.secret)
  const dpop = await prove(`${simulator.issuer}/token`)
  const answer = await application.token(code, { ...headers, dpop })
  const again = async (proof: string) => application.token(code, { ...headers, dpop: proof })
  return { ...answer, again }
}
