import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { openForeignPage } from './foreign-page.ts'
import { few, homeOf, monett, norfolk } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { getRawPath } from './raw-request.ts'
import {
  expectSignedInAs,
  getSessionCookie,
  listAttemptCookies,
  sessionCookieName,
} from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

// The form of another site ends on the refusal, which the browser reports.
test.use({ expectedConsoleErrors: [/status of 403 .*\/api\/oidc\/logout/] })

const accountsOf = ({ institutionId }: { institutionId: string }) =>
  `/api/bff/${institutionId}/account-services/enterprise/me/accounts`
const csrf = { 'X-CSRF': '1' }

test('a navigation from another site does not start the flow', async ({ request }) => {
  for (const site of ['cross-site', 'same-site']) {
    const response = await request.get('/api/oidc/authorize?returnTo=%2Fprofile', {
      headers: {
        'sec-fetch-site': site,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      },
      maxRedirects: 0,
    })
    expect(response.status()).toBe(303)
    expect(response.headers().location).toBe('/sign-in?returnTo=%2Fprofile')
    expect(response.headers()['set-cookie']).toBeUndefined()
  }
})

test('a prefetch, an image and a frame do not start the flow', async ({ request }) => {
  for (const headers of [
    { 'sec-purpose': 'prefetch' },
    { purpose: 'prefetch' },
    { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-origin' },
  ]) {
    const response = await request.get('/api/oidc/authorize', {
      headers: headers as Record<string, string>,
      maxRedirects: 0,
    })
    expectProblem(await readAnswer(response), 403, 'csrf_rejected')
    expect(response.headers()['set-cookie']).toBeUndefined()
  }
})

test('a post from another origin is refused and changes nothing', async ({ page, context }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  for (const path of ['/api/oidc/authorize', '/api/oidc/logout', accountsOf(norfolk)]) {
    for (const origin of ['https://evil.example', 'http://localhost:4180', 'null']) {
      const response = await context.request.post(path, {
        headers: { ...csrf, origin },
        form: { returnTo: '/profile' },
        maxRedirects: 0,
      })
      expectProblem(await readAnswer(response), 403, 'csrf_rejected')
    }
  }
  for (const path of ['/api/oidc/authorize', '/api/oidc/logout']) {
    const response = await context.request.post(path, { form: { returnTo: '/' }, maxRedirects: 0 })
    expectProblem(await readAnswer(response), 403, 'csrf_rejected')
  }
  await expectSignedInAs(context, few)
  expect(await listAttemptCookies(context)).toEqual([])
})

test('a form on another site cannot sign a person out', async ({ page, context }) => {
  await signIn(page, few)
  await openForeignPage(
    page,
    `<form method="post" action="${appOrigin}/api/oidc/logout"><button>Win</button></form>`,
  )
  const answered = page.waitForResponse('**/api/oidc/logout')
  await page.getByRole('button', { name: 'Win' }).click()
  expect((await answered).status()).toBe(403)
  await expectSignedInAs(context, few)
})
test('a call needs X-CSRF, a session and an institution that is open', async ({
  page,
  context,
  request,
}) => {
  const anonymous = await request.get(accountsOf(norfolk), { headers: csrf })
  expectProblem(await readAnswer(anonymous), 401, 'session_required')

  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const without = await context.request.get(accountsOf(norfolk))
  expectProblem(await readAnswer(without), 403, 'csrf_rejected')
  const wrong = await context.request.get(accountsOf(norfolk), { headers: { 'X-CSRF': '0' } })
  expectProblem(await readAnswer(wrong), 403, 'csrf_rejected')
  const elsewhere = await context.request.get(accountsOf(norfolk), {
    headers: { ...csrf, 'sec-fetch-site': 'cross-site' },
  })
  expectProblem(await readAnswer(elsewhere), 403, 'csrf_rejected')
  const closed = await context.request.get(accountsOf(monett), { headers: csrf })
  expectProblem(await readAnswer(closed), 403, 'institution_authorization_required')
})

test('a call reaches the listed paths of the listed upstreams and nothing else', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const { value } = await getSessionCookie(context)
  const headers = { ...csrf, cookie: `${sessionCookieName}=${value}` }
  const base = `/api/bff/${norfolk.institutionId}`
  for (const path of [
    `${base}/nothing/enterprise/me/accounts`,
    `${base}/__proto__/enterprise/me/accounts`,
    `${base}/account-services/enterprise`,
    `${base}/account-services/enterprise/me/secrets`,
    `${base}/account-services/enterprise/me/accounts/../../secrets`,
    `${base}/account-services/enterprise/me/accounts/%2e%2e/secrets`,
    `${base}/account-services/enterprise/me/accounts/%2E%2e%2f%2e%2e`,
    `${base}/account-services/enterprise/me%2Faccounts/accounts`,
    `${base}/account-services/enterprise/me/accounts/%252e%252e`,
    `${base}/account-services/enterprise/me/accounts/..%5c..`,
    `${base}/account-services/enterprise/me/accounts/%00`,
  ]) {
    const answer = await getRawPath(path, headers)
    expect(answer.status, path).toBe(404)
    expectProblem(answer, 404, 'upstream_not_found')
  }
})

test('the sample API takes access tokens only, bearer or DPoP, never a cookie', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const path = `/api/account-services/v1/${norfolk.institutionId}/enterprise/me/accounts`
  const withCookie = await context.request.get(path)
  expectProblem(await readAnswer(withCookie), 401, 'invalid_token')
  const madeUp = await context.request.get(path, { headers: { authorization: 'Bearer made.up.1' } })
  expectProblem(await readAnswer(madeUp), 401, 'invalid_token')
})
