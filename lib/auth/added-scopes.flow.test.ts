import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { readScope, writeScope } from '@/testing/account-services'
import { type Flow, type FlowBrowser, startFlow, subjectOf } from '@/testing/flow'
import { readSession } from './read-session'

const editor = 'editor@example.test'
const [first, second] = [institutionIdAt(0), institutionIdAt(1)]
const closeScope = 'https://api.banno.com/consumer/auth/offline_access'

let flow: Flow
let browser: FlowBrowser
beforeAll(async () => {
  flow = await startFlow({ JHI_OPTIONAL_SCOPES: `${writeScope} ${closeScope}` })
  browser = flow.newBrowser()
  await browser.authorize(editor)
  await browser.authorize(editor, first)
  await browser.authorize(editor, second)
})
afterAll(() => flow.close())

const addressFor = (parameters: Record<string, string>) =>
  `${flow.appUrl}/api/oidc/authorize?${new URLSearchParams(parameters)}`
const bffPath = (institutionId: string, below = '') =>
  `/api/bff/${institutionId}/account-services/enterprise/${subjectOf(editor)}/accounts${below}`

async function scopesAt(institutionId: string, { cookie } = browser) {
  const session = await readSession(flow.context, {
    sessionSeal: cookie('jhi_session'),
    activity: false,
    accessTo: [institutionId],
  })
  const { requestedScopes = [], tokenSet } = session?.accesses[0] ?? {}
  return { requested: requestedScopes, granted: tokenSet?.scopes ?? [] }
}

/** Changes a name by the BFF, as a page does. */
async function rename(institutionId: string, name: string) {
  const list = await (await browser.call(bffPath(institutionId, '?limit=1'))).json()
  const path = bffPath(institutionId, `/${list.accounts[0].accountId}`)
  const etag = (await browser.call(path)).headers.get('etag') ?? ''
  return browser.call(path, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': etag },
    body: JSON.stringify({ name }),
  })
}

describe('a scope that is asked for when it is needed', () => {
  test('is named by the refusal, and asking for it is offered', async () => {
    const refused = await rename(first, 'Not yet')
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { code: 'insufficient_scope', missingScopes: [writeScope] },
    ])
    expect(refused.headers.get('x-requestable-scope')).toBe(writeScope)
  })

  test('comes silently, for its institution alone, and leads back to the page', async () => {
    const returnTo = `/i/${first}?edit=1`
    const visit = await browser.open(
      addressFor({ institutionId: first, scope: writeScope, returnTo }),
    )
    expect(visit.url.pathname + visit.url.search).toBe(returnTo)
    expect((await scopesAt(first)).granted).toEqual(expect.arrayContaining([readScope, writeScope]))
    expect((await scopesAt(second)).granted).not.toContain(writeScope)
    expect((await rename(first, 'Renamed now')).status).toBe(200)
    expect((await rename(second, 'Not here')).status).toBe(403)
  })

  test('stays when the token is refreshed', async () => {
    flow.advance(11 * 60_000)
    expect((await rename(first, 'After a refresh')).status).toBe(200)
  })

  test('stays when another one is added, and what is configured is asked for only once', async () => {
    await browser.open(addressFor({ institutionId: first, scope: `${closeScope} ${readScope}` }))
    const { requested } = await scopesAt(first)
    expect(requested).toEqual([...flow.context.config.scopes, ...[writeScope, closeScope]])
  })

  test('stays when the institution is opened again as usual', async () => {
    await browser.authorize(editor, first)
    expect((await scopesAt(first)).granted).toContain(writeScope)
    expect((await scopesAt(second)).requested).toEqual(flow.context.config.scopes)
  })

  test('is gone with the session', async () => {
    const other = flow.newBrowser()
    await other.authorize(editor)
    await other.authorize(editor, first)
    expect((await scopesAt(first, other)).requested).toEqual(flow.context.config.scopes)
  })

  test('is not offered a second time when the provider has not granted it', async () => {
    await browser.open(addressFor({ institutionId: second, scope: writeScope }))
    expect((await scopesAt(second)).requested).toContain(writeScope)
    const withoutIt = await rename(second, 'By a scheduler')
    expect([withoutIt.status, await withoutIt.json()]).toMatchObject([
      403,
      { code: 'permission_denied', missingPermission: 'accounts.change-details' },
    ])
    expect(withoutIt.headers.get('x-requestable-scope')).toBeNull()
  })
})

describe('nothing is added for', () => {
  const scopesAsked = async (parameters: Record<string, string>) => {
    const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
    const started = await fetch(addressFor(parameters), { redirect: 'manual', headers })
    return new URL(started.headers.get('location') ?? '').searchParams.get('scope')
  }

  test.each([
    ['a scope that is not on the list', { institutionId: first, scope: 'email' }],
    ['one in other letters', { institutionId: first, scope: writeScope.toUpperCase() }],
    ['one behind a line break', { institutionId: first, scope: `x\n${writeScope}` }],
    ['one without an institution', { scope: writeScope }],
    ['none', { institutionId: first, scope: '' }],
  ])('%s', async (_, parameters) => {
    expect(await scopesAsked(parameters as Record<string, string>)).toBe(
      flow.context.config.scopes.join(' '),
    )
  })

  test('what stands beside one that may be asked for', async () => {
    expect(await scopesAsked({ institutionId: first, scope: `email ${writeScope} full` })).toBe(
      [...flow.context.config.scopes, writeScope].join(' '),
    )
  })

  test('another site', async () => {
    const started = await fetch(addressFor({ institutionId: first, scope: writeScope }), {
      redirect: 'manual',
      headers: {
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-site': 'cross-site',
      },
    })
    expect(started.headers.get('location')).toMatch(/^\/sign-in\?/)
  })
})
