import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { calculateJwkThumbprint, decodeJwt, EmbeddedJWK, type JWK, jwtVerify } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAuthContext } from '@/lib/auth/auth-context'
import { getConfig } from '@/lib/config/config'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'

const few = 'few@example.test'
const [institutionId, other] = [institutionIdAt(0), institutionIdAt(1)]
const path = (id = institutionId) => `/api/bff/${id}/account-services/enterprise/u/accounts`

interface Received {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly authorization: string
  readonly proof: string | undefined
  readonly body: string
}

let flow: Flow
let browser: FlowBrowser
let upstream: Server
let origin: string
/** What the upstream wants to see in the proof of its n-th call; null for nothing. */
let wanted: (call: number) => string | null
/** What it says that it will want, if that is something else. */
let announced: (nonce: string | null) => string | null
let received: Received[]
beforeAll(async () => {
  upstream = createServer(async (request, response) => {
    const call = await read(request)
    const nonce = wanted(received.push(call))
    const told = announced(nonce)
    if (told !== null) response.setHeader('dpop-nonce', told)
    if (nonce === null || nonceOf(call) === nonce) response.end('{"answer":true}')
    else response.writeHead(401, { 'www-authenticate': 'DPoP error="use_dpop_nonce"' }).end()
  })
  await new Promise<void>((resolve) => upstream.listen(0, 'localhost', resolve))
  origin = `http://localhost:${(upstream.address() as AddressInfo).port}`
  flow = await startFlow({
    ACCOUNT_SERVICES_URL: `${origin}/base`,
    JHI_DPOP: 'on',
    SESSION_IDLE_MINUTES: '120',
  })
  browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionId)
  await browser.authorize(few, other)
})
afterAll(async () => {
  await flow.close()
  upstream.closeAllConnections()
  upstream.close()
})
beforeEach(() => {
  received = []
  wanted = () => null
  announced = (nonce) => nonce
  flow.context.dpopNonces.clear()
})

async function read(request: IncomingMessage): Promise<Received> {
  const { method, url, headers } = request
  const proof = headers.dpop?.toString()
  const { authorization = '' } = headers
  return { method, url, authorization, proof, body: await text(request) }
}

/** Checks a call as an API that guards itself would; answers the key it was proved with. */
async function thumbprintOf({ method, url, authorization, proof }: Received): Promise<string> {
  const [scheme, token = ''] = authorization.split(' ')
  expect(scheme).toBe('DPoP')
  const { payload, protectedHeader } = await jwtVerify(proof ?? '', EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256'],
    maxTokenAge: 60,
    currentDate: new Date(flow.context.now()),
  })
  expect(payload).toMatchObject({
    htm: method,
    htu: origin + url?.split('?')[0],
    ath: createHash('sha256').update(token).digest('base64url'),
  })
  expect(Object.keys(protectedHeader.jwk ?? {}).sort()).toEqual(['crv', 'kty', 'x', 'y'])
  const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk as JWK)
  expect(decodeJwt(token).cnf).toEqual({ jkt: thumbprint })
  return thumbprint
}

const claimsOf = ({ proof }: Received) => decodeJwt(proof ?? '')
const nonceOf = (call: Received) => call.proof && claimsOf(call).nonce

describe('a call with a bound token', () => {
  test('carries a proof for itself alone, by the key of its institution', async () => {
    await browser.call(`${path()}?sort=name`)
    await browser.call(path(other), { method: 'POST', body: '{}' })
    const keys = await Promise.all(received.map(thumbprintOf))
    expect(new Set(keys).size).toBe(2)
    const ids = received.map((call) => claimsOf(call).jti)
    expect(new Set(ids).size).toBe(2)
  })

  test('is repeated once with the nonce that is wanted, and the next has it at once', async () => {
    wanted = () => 'one'
    expect(await (await browser.call(path())).json()).toEqual({ answer: true })
    expect(await (await browser.call(path())).json()).toEqual({ answer: true })
    expect(received.map(nonceOf)).toEqual([undefined, 'one', 'one'])
    const ids = received.map((call) => claimsOf(call).jti)
    expect(new Set(ids).size).toBe(3)
  })

  test('keeps a small body for that', async () => {
    wanted = () => 'one'
    const body = JSON.stringify({ amount: 12 })
    expect((await browser.call(path(), { method: 'POST', body })).status).toBe(200)
    expect(received.map((call) => call.body)).toEqual([body, body])
  })

  test('with a large body is not repeated: the same call works when it is made again', async () => {
    wanted = () => 'one'
    const body = 'x'.repeat(200_000)
    const refused = await browser.call(path(), { method: 'POST', body })
    expect([refused.status, (await refused.json()).code]).toEqual([502, 'upstream_unreachable'])
    expect((await browser.call(path(), { method: 'POST', body })).status).toBe(200)
    expect(received[1]?.body).toBe(body)
  })

  test('is repeated with the nonce of its own answer, whatever others were told', async () => {
    wanted = (call) => `for ${received[call - 1]?.url}`
    const calls = await Promise.all(
      Array.from({ length: 8 }, (_, n) => browser.call(`${path()}?n=${n}`)),
    )
    expect(calls.map(({ status }) => status)).toEqual(Array(8).fill(200))
  })

  test('takes the nonce of the last answer, whatever that was', async () => {
    let next = 'nonce 0'
    wanted = (call) => {
      const shown = nonceOf(received[call - 1] as Received)
      if (shown !== next) return next
      next = `nonce ${call}`
      return null
    }
    announced = () => next
    for (let n = 0; n < 4; n += 1) expect((await browser.call(path())).status).toBe(200)
    expect(received).toHaveLength(5)
  })

  test('is repeated once and no more', async () => {
    wanted = (call) => `of call ${call}`
    expect((await browser.call(path())).status).toBe(401)
    expect(received).toHaveLength(2)
  })
})

describe('the switch', () => {
  /** Another process with the same sessions, as after a roll-out. */
  function rollOut(dpop: 'on' | 'off') {
    process.env.JHI_DPOP = dpop
    const slots = globalThis as { [key: symbol]: unknown }
    slots[Symbol.for('jhi.config')] = undefined
    const { sessionStore, now } = flow.context
    slots[Symbol.for('jhi.auth-context')] = createAuthContext(getConfig(), { now, sessionStore })
  }

  test('turned off leaves bound tokens bound', async () => {
    rollOut('off')
    await browser.call(path())
    const before = await thumbprintOf(received[0] as Received)
    flow.advance(11 * 60_000)
    await browser.call(path())
    expect(await thumbprintOf(received[1] as Received)).toBe(before)
  })

  test('turned on binds tokens at their next refresh', async () => {
    rollOut('off')
    await browser.authorize(few, institutionId)
    await browser.call(path())
    expect(received[0]).toMatchObject({ authorization: expect.stringMatching(/^Bearer /) })
    expect(received[0]?.proof).toBeUndefined()
    rollOut('on')
    flow.advance(11 * 60_000)
    await browser.call(path())
    expect(await thumbprintOf(received[1] as Received)).toBeTruthy()
  })

  test('refuses a token that the provider has not bound, also at a refresh', async () => {
    rollOut('on')
    await browser.authorize(few, other)
    flow.advance(11 * 60_000)
    flow.simulator.faults.set({ ignoreDpop: { value: true, times: 1 } })
    expect((await browser.call(path(other))).status).toBe(502)
    expect(received).toEqual([])
    flow.simulator.faults.set({ ignoreDpop: { value: true, times: 1 } })
    const { url } = await browser.authorize(few, institutionId)
    expect(url.searchParams.get('error')).toBe('response_rejected')
  })
})
