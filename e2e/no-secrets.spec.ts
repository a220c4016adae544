import { appOrigin } from './addresses.ts'
import { findSecrets, withoutPermittedValues } from './fixtures/find-secrets.ts'
import { expect, test } from './fixtures/test.ts'
import { duluth, durango, few, homeOf, norfolk } from './practice-people.ts'
import { readAccounts, signIn, signOut } from './sign-in.ts'

// Every test is searched for secrets after its end; these make sure that the search has something
// to find and that what it reads is all there.

test.use({ expectedConsoleErrors: [/status of 404/] })

test('a whole run shows no secret anywhere in the browser', async ({ page, evidence }) => {
  await signIn(page, few)
  for (const institution of [durango, norfolk]) {
    await page.goto(homeOf(institution))
    await readAccounts(page)
  }
  const renewed = page.waitForResponse('**/api/auth/session')
  await page.getByRole('button', { name: 'Renew now' }).click()
  expect((await renewed).status()).toBe(200)
  await expect(page.getByText('Session renewed.')).toBeVisible()
  await page.reload()
  await readAccounts(page)
  for (const path of ['/profile', homeOf(duluth)]) {
    await page.goto(path)
    await evidence.settle()
  }
  await page.goto('/api/oidc/callback?code=made-up&state=made-up')
  await expect(page).toHaveURL('/institutions?error=attempt_not_found')
  await signOut(page)
  await evidence.settle()

  const seen = new Set(evidence.exhibits.map(({ where }) => where))
  for (const where of [
    'page /sign-in',
    'page /institutions',
    `page ${homeOf(norfolk)}`,
    'page /profile',
    'page /signed-out',
    `the storage of ${homeOf(norfolk)}`,
    `the cookies that a script reads on ${homeOf(norfolk)}`,
    'the headers of /api/oidc/callback',
    'the headers of /api/oidc/logout',
    'the body of /api/auth/session',
    'the body of /institutions',
  ]) {
    expect(seen).toContain(where)
  }
  expect([...seen].some((where) => /^the body of \/api\/bff\/.*\/accounts$/.test(where))).toBe(true)
  expect(evidence.codes.size).toBe(3)
})

test('answers that a browser does not show hold no secret either', async ({ page }) => {
  await signIn(page, few)
  for (const path of ['/', homeOf(norfolk), '/api/oidc/authorize', '/api/institutions', '/nope']) {
    const response = await page.request.get(path, { maxRedirects: 0 })
    const headers = response
      .headersArray()
      .filter(({ name }) => name.toLowerCase() !== 'set-cookie')
      .map(({ value }) => value)
    const text = [...headers, await response.text()].join('\n')
    expect(findSecrets(withoutTicket(text)), path).toEqual([])
    expect(text.includes('ticket='), path).toBe(path === homeOf(norfolk))
  }

  // The one-minute ticket stands in the redirect into the authorization and nowhere else.
  function withoutTicket(text: string): string {
    return text.replace(/(\/api\/oidc\/authorize\?[^\s;"]*?)ticket=[\w*.~%-]+/g, '$1')
  }
})

test('the search finds what it is there to find', () => {
  for (const secret of [
    'Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
    'dpop: eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJodG0iOiJHRVQifQ.c2ln',
    `{"kty":"EC","d":"${'Ab-_'.repeat(11)}"}`,
    `{\\"kty\\":\\"RSA\\",\\"qi\\":\\"${'Ab-_'.repeat(32)}\\"}`,
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN EC PRIVATE KEY-----',
    'Fe26.2**0a1b2c',
    '{"access_token":"opaque-value"}',
    'refresh_token=opaque-value',
    'code_verifier: "abcdefghijkl"',
    'simulator-only-secret',
  ]) {
    expect(findSecrets(`before ${secret} after`)).toHaveLength(1)
  }
  expect(findSecrets('/api/oidc/callback?state=1 a-code', ['a-code'])).toHaveLength(1)
  expect(findSecrets('"accessTokenExpires":"2026-11-22T14:00:00.000Z"')).toEqual([])
  expect(findSecrets(`{"kty":"EC","x":"${'Ab-_'.repeat(11)}"} d="M18 6 6 18"`)).toEqual([])
  expect(
    findSecrets(withoutPermittedValues('/elsewhere?ticket=Fe26.2**1', appOrigin)),
  ).toHaveLength(1)
  expect(
    findSecrets(withoutPermittedValues('/api/oidc/authorize?ticket=Fe26.2**1', appOrigin)),
  ).toEqual([])
})
