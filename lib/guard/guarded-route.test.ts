import { NextRequest } from 'next/server'
import { afterEach, describe, expect, test } from 'vitest'
import type { AccessRule } from '@/lib/resource-server/access-rule'
import { institutionIdAt } from '@/simulator/institutions'
import { apiAudience } from '@/simulator/scopes'
import { obtainTokens, readScope } from '@/testing/account-services'
import { findAuditLines } from '@/testing/audit-trail'
import { type Flow, startFlow, subjectOf } from '@/testing/flow'
import { type GuardedParams, guardedRoute } from './guarded-route'

const email = 'reader@example.test'
const institutionId = institutionIdAt(0)
const rule = { action: 'wire.list', scopes: [readScope], permission: null } as const

let flow: Flow
afterEach(() => flow.close())

/** A route of a product, and a call of it with a good token. */
async function call(
  changes: Partial<AccessRule> = {},
  {
    environment = {},
    params = { institutionId },
  }: { environment?: Record<string, string>; params?: GuardedParams } = {},
) {
  flow = await startFlow(environment)
  const GET = guardedRoute({ ...rule, ...changes }, async (_, { caller }) =>
    Response.json({ ...caller, permissions: [...caller.permissions] }),
  )
  const asked = { email, scope: `openid ${readScope}`, institutionId }
  const { accessToken } = await obtainTokens(flow, asked)
  const request = new NextRequest(`${flow.appUrl}/api/wires/v1/${institutionId}`, {
    headers: { authorization: `Bearer ${accessToken}`, 'x-request-id': 'of the caller' },
  })
  const response = await GET(request, { params: Promise.resolve(params) })
  return { response, answer: await response.json() }
}

describe('a route of one’s own', () => {
  test('knows who calls, for which institution, by which application', async () => {
    const { answer } = await call()
    expect(answer).toEqual({
      user: { issuer: flow.simulator.issuer, subject: subjectOf(email) },
      institutionId,
      clientId: flow.simulator.clients.basic,
      scopes: ['openid', readScope],
      permissions: [],
      requestId: expect.any(String),
      // What looks like no id is not kept.
      callerRequestId: null,
    })
  })

  test('asks for several scopes, and says which one is missing', async () => {
    const { response, answer } = await call({ scopes: [readScope, 'https://x.example/wires'] })
    expect([response.status, answer.missingScopes]).toEqual([403, ['https://x.example/wires']])
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="https://x.example/wires"',
    )
  })

  test('asks for a permission', async () => {
    const { answer } = await call({ permission: 'accounts.view' })
    expect(answer.permissions).toEqual(['accounts.view', 'accounts.view-balances'])
    await flow.close()
    const refused = await call({ permission: 'accounts.change-dates' })
    expect([refused.response.status, refused.answer.missingPermission]).toEqual([
      ...[403, 'accounts.change-dates'],
    ])
    expect(await findAuditLines(flow, refused.answer.requestId)).toMatchObject([
      {
        action: 'wire.list',
        subject: subjectOf(email),
        detail: { reason: 'permission_denied', missingPermission: 'accounts.change-dates' },
      },
    ])
  })

  test('asks for a person who authenticated lately', async () => {
    const { response, answer } = await call({ authenticatedWithinSeconds: 300 })
    expect([response.status, answer.code]).toEqual([401, 'insufficient_user_authentication'])
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    )
  })

  test.each([
    [
      'another institution in its path',
      { institutionId: institutionIdAt(1) },
      'institution_mismatch',
    ],
    ['another user in its path', { institutionId, enterpriseUserId: 'x' }, 'user_mismatch'],
  ])('does not run for %s', async (_, params, code) => {
    const { response, answer } = await call({}, { params })
    expect([response.status, answer.code]).toEqual([403, code])
  })
})

test.each([
  [apiAudience, 200],
  ['https://apis.other.example', 401],
])('JHI_API_AUDIENCE=%s: %d', async (audience, status) => {
  const { response } = await call({}, { environment: { JHI_API_AUDIENCE: audience } })
  expect(response.status).toBe(status)
})
