import type { Page } from '@playwright/test'
import { appOrigin, issuer } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { expectSignedInAs, expectSignedOut, sessionCookieName } from './session-cookie.ts'
import { confirmSignOut, signIn } from './sign-in.ts'

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

test('the session view has the members of the contract and no others', async ({ page }) => {
  expect(await (await page.request.get('/api/auth/session')).json()).toEqual({})
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const response = await page.request.get('/api/auth/session')
  expect(response.headers()['set-cookie'] ?? '').not.toContain(sessionCookieName)
  expect(await response.json()).toEqual({
    user: {
      issuer,
      subject: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'Priya Raghunathan',
      username: few,
    },
    expires: time,
    idleExpires: time,
    institutions: [
      {
        institutionId: norfolk.institutionId,
        scopes: expect.arrayContaining(['openid']),
        accessTokenExpires: time,
        refreshes: 0,
      },
    ],
  })
})

test('reading the session does not slide its idle limit; an update answers the view', async ({
  page,
}) => {
  await signIn(page, few)
  const first = await (await page.request.get('/api/auth/session')).json()
  const second = await (await page.request.get('/api/auth/session')).json()
  expect(second).toEqual(first)

  const answer = await postInPage(page, '/api/auth/session', {
    json: { csrfToken: await readCsrfToken(page), data: { user: { name: 'Somebody Else' } } },
  })
  expect(answer.status).toBe(200)
  expect(JSON.parse(answer.text)).toMatchObject({
    user: { name: 'Priya Raghunathan', username: few },
    expires: first.expires,
  })
})

test("next-auth's sign-out ends the session and names the provider's page", async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const wrong = { csrfToken: 'wrong', callbackUrl: '/', json: 'true' }
  await postInPage(page, '/api/auth/signout', { form: wrong })
  await expectSignedInAs(context, few)

  const csrfToken = await readCsrfToken(page)
  const foreign = await page.request.post('/api/auth/signout', {
    form: { ...wrong, csrfToken },
    headers: { origin: 'https://evil.example' },
  })
  expectProblem(await readAnswer(foreign), 403, 'csrf_rejected')
  await expectSignedInAs(context, few)

  const answer = await postInPage(page, '/api/auth/signout', { form: { ...wrong, csrfToken } })
  expect(answer.status).toBe(200)
  const url = new URL(JSON.parse(answer.text).url)
  expect(`${url.origin}${url.pathname}`).toBe(`${issuer}/session/end`)
  expect([...url.searchParams.keys()].sort()).toEqual([
    'client_id',
    'post_logout_redirect_uri',
    'state',
  ])
  await expectSignedOut(context)

  await page.goto(url.href)
  await confirmSignOut(page)
  await expect(page.getByRole('heading', { name: "You're signed out" })).toBeVisible()
  await expect(page.getByText('You may still be signed in')).toHaveCount(0)
})

test('what next-auth would do with providers leads to our sign-in page or nowhere', async ({
  request,
}) => {
  const get = (path: string) => request.get(`/api/auth/${path}`, { maxRedirects: 0 })
  for (const [path, location] of [
    [
      `signin?callbackUrl=${encodeURIComponent(`${appOrigin}/profile`)}`,
      '/sign-in?returnTo=%2Fprofile',
    ],
    ['signin?callbackUrl=%2Fprofile', '/sign-in?returnTo=%2Fprofile'],
    ['signin?callbackUrl=https%3A%2F%2Fevil.example%2F', '/sign-in'],
    ['signin?callbackUrl=%2F%2Fevil.example', '/sign-in'],
    ['signin', '/sign-in'],
    ['error?error=Configuration', '/sign-in'],
  ] as const) {
    const response = await get(path)
    expect(response.status(), path).toBe(303)
    expect(response.headers().location, path).toBe(location)
  }
  expect(await (await get('providers')).json()).toEqual({})
  for (const path of ['_log', 'callback/x', 'verify-request', 'nothing']) {
    expectProblem(await readAnswer(await get(path)), 404, 'not_found')
  }
})

async function readCsrfToken(page: Page): Promise<string> {
  const answer: { csrfToken: string } = await (await page.request.get('/api/auth/csrf')).json()
  return answer.csrfToken
}

/** As next-auth's own client sends it, with all the headers that a browser adds. */
function postInPage(
  page: Page,
  path: string,
  body: { json: object } | { form: Record<string, string> },
): Promise<{ status: number; text: string }> {
  const [type, text] =
    'json' in body
      ? ['application/json', JSON.stringify(body.json)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(body.form).toString()]
  return page.evaluate(
    async ([address, contentType, content]) => {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body: content,
      })
      return { status: response.status, text: await response.text() }
    },
    [path, type, text] as const,
  )
}
