import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { obtainTokens, readScope } from '@/testing/account-services'
import { findAuditLines } from '@/testing/audit-trail'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'

const few = 'few@example.test'
const algs = 'algs="ES256 ES384 ES512 PS256 PS384"'
const path = `/api/account-services/v1/${institutionIdAt(0)}/enterprise/${subjectOf(few)}/accounts`
/** Where callers reach the API, on another host than the application's own. */
const publicOrigin = 'https://services.example'
/** Where the BFF reaches it when it is an upstream by `localUrl`. */
const localOrigin = 'http://localhost:4711'

let flow: Flow
let prove: Awaited<ReturnType<typeof createProver>>
let plain: string
let bound: string
let boundWithoutScope: string

beforeAll(async () => {
  flow = await startFlow({
    ACCOUNT_SERVICES_URL: `${publicOrigin}/base`,
    PORT: new URL(localOrigin).port,
  })
  prove = await createProver()
  plain = await obtainToken({ scope: `openid ${readScope}` })
  bound = await obtainToken({ scope: `openid ${readScope}`, prover: prove })
  boundWithoutScope = await obtainToken({ scope: 'openid', prover: prove })
})
afterAll(() => flow.close())

async function createProver() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return (htm: string, htu: string, token?: string) => {
    const ath = token && createHash('sha256').update(token).digest('base64url')
    return new SignJWT({ htm, htu, jti: crypto.randomUUID(), ...(ath && { ath }) })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
      .setIssuedAt()
      .sign(privateKey)
  }
}

/** A token of the institution, by a flow of another application than the one under test. */
async function obtainToken({ scope, prover }: { scope: string; prover?: typeof prove }) {
  const asked = { email: few, scope, institutionId: institutionIdAt(0) }
  const { accessToken } = await obtainTokens(flow, { ...asked, ...(prover && { proofOf: prover }) })
  return accessToken
}

const call = (headers: Record<string, string> | [string, string][], search = '') =>
  fetch(`${flow.appUrl}${path}${search}`, { headers })

const callWithProof = async (token: string, address: string, search = '') =>
  call({ authorization: `DPoP ${token}`, dpop: await prove('GET', address, token) }, search)

test('a bound token reads the accounts under each address that callers know', async () => {
  const answer = await callWithProof(bound, flow.appUrl + path)
  expect([answer.status, (await answer.json()).accounts.length > 0]).toEqual([200, true])
  expect((await callWithProof(bound, publicOrigin + path)).status).toBe(200)
  expect((await callWithProof(bound, localOrigin + path)).status).toBe(200)
  expect((await callWithProof(bound, flow.appUrl + path, '?limit=2')).status).toBe(200)
})

test('the caller’s word for the host makes no address', async () => {
  const headers = {
    authorization: `DPoP ${bound}`,
    dpop: await prove('GET', `https://evil.example${path}`, bound),
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
  }
  expect((await call(headers)).status).toBe(401)
})

test('a bound token in other hands is noted with whose it is, and as nobody’s call', async () => {
  const stranger = await createProver()
  const dpop = await stranger('GET', flow.appUrl + path, bound)
  const attempts: [Record<string, string>, object][] = [
    [{ authorization: `DPoP ${bound}`, dpop }, { check: 'jkt' }],
    [{ authorization: `DPoP ${bound}` }, { check: 'header' }],
    [{ authorization: `Bearer ${bound}` }, {}],
  ]
  for (const [headers, detail] of attempts) {
    const response = await call(headers)
    expect(response.status).toBe(401)
    const [line] = await findAuditLines(flow, response.headers.get('x-request-id') ?? '')
    expect(line).toMatchObject({ subject: null, clientId: null, outcome: 'refused' })
    const tokenSubject = subjectOf(few)
    expect(line?.detail).toEqual({ reason: 'invalid_token', tokenSubject, ...detail })
  }
})

describe('what a refused caller is told', () => {
  const challengeOf = async (response: Response) => {
    const text = await response.text()
    for (const token of [plain, bound, boundWithoutScope]) {
      expect(text).not.toContain(token.split('.')[1])
    }
    const { code } = JSON.parse(text)
    return [response.status, code, response.headers.get('www-authenticate')]
  }
  const refused = (challenge: string) => [401, 'invalid_token', challenge]

  test('without a token: every way', async () => {
    const both = refused(`Bearer, DPoP ${algs}`)
    expect(await challengeOf(await call({}))).toEqual(both)
    expect(await challengeOf(await call({ authorization: 'Basic dXM6cHc=' }))).toEqual(both)
    expect(await challengeOf(await call({ dpop: await prove('GET', path) }))).toEqual(both)
  })

  test('with a token that the scheme does not fit', async () => {
    expect(await challengeOf(await call({ authorization: `Bearer ${bound}` }))).toEqual(
      refused('Bearer error="invalid_token"'),
    )
    expect(await challengeOf(await callWithProof(plain, flow.appUrl + path))).toEqual(
      refused(`DPoP error="invalid_token", ${algs}`),
    )
  })

  test('with a proof that is missing, another’s, sent twice, or used', async () => {
    const authorization = `DPoP ${bound}`
    const address = flow.appUrl + path
    const stranger = await createProver()
    const used = await prove('GET', address, bound)
    expect((await call({ authorization, dpop: used })).status).toBe(200)
    const attempts: [string, string][][] = [
      [],
      [['dpop', await stranger('GET', address, bound)]],
      [
        ['dpop', await prove('GET', address, bound)],
        ['dpop', await prove('GET', address, bound)],
      ],
      [['dpop', used]],
    ]
    for (const headers of attempts) {
      const response = await call([['authorization', authorization], ...headers])
      expect(await challengeOf(response)).toEqual(
        refused(`DPoP error="invalid_dpop_proof", ${algs}`),
      )
    }
  })

  test('without the scope: which one, in the scheme of the token', async () => {
    const response = await callWithProof(boundWithoutScope, flow.appUrl + path)
    expect(await challengeOf(response)).toEqual([
      403,
      'insufficient_scope',
      `DPoP error="insufficient_scope", scope="${readScope}"`,
    ])
  })
})
