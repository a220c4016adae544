import { obtainCallbackUrl } from './callback-url.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, many, norfolk } from './practice-people.ts'
import {
  expectSignedInAs,
  expectSignedOut,
  findSessionCookie,
  listAttemptCookies,
} from './session-cookie.ts'
import { continueToProvider, enterCredentials, signIn } from './sign-in.ts'

const tookTooLong = 'Sign-in took too long or was started in another browser. Try again.'

test('a cancelled sign-in says so and can be tried again', async ({ page, context }) => {
  await page.goto(`/sign-in?returnTo=${encodeURIComponent(homeOf(norfolk))}`)
  await continueToProvider(page)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL((url) => url.searchParams.get('error') === 'sign_in_cancelled')
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    "Sign-in was cancelled. Try again when you're",
  )
  expect(await findSessionCookie(context)).toBeUndefined()
  expect(await listAttemptCookies(context)).toEqual([])

  await continueToProvider(page)
  await enterCredentials(page, few)
  await expect(page).toHaveURL(homeOf(norfolk))
})

test('a callback that nobody asked for leads to the sign-in page', async ({ page, context }) => {
  for (const query of [
    'code=made-up&state=made-up',
    'code=made-up',
    'state=%F0%9F%92%A5%00',
    'error=access_denied&state=x',
    'error=%3Cscript%3E&error_description=%3Cscript%3E',
    `code=${'x'.repeat(4000)}&state=${'y'.repeat(4000)}`,
    '',
  ]) {
    await page.goto(`/api/oidc/callback?${query}`)
    await expect(page).toHaveURL('/sign-in?error=attempt_not_found')
    await expect(page.getByRole('main').getByRole('alert')).toContainText(tookTooLong)
  }
  expect(await findSessionCookie(context)).toBeUndefined()
})

test('a callback works once, also when the cookie of its attempt is put back', async ({
  page,
  context,
}) => {
  const callbackUrl = await obtainCallbackUrl(page, few)
  const attempts = await listAttemptCookies(context)
  expect(attempts).toHaveLength(1)
  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/institutions')
  const session = await findSessionCookie(context)

  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/institutions?error=attempt_not_found')

  await context.addCookies(attempts)
  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/institutions?error=attempt_not_found')
  expect((await findSessionCookie(context))?.value).toBe(session?.value)
  await expectSignedInAs(context, few)

  await context.clearCookies()
  await context.addCookies(attempts)
  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/sign-in?error=attempt_not_found')
  expect(await findSessionCookie(context)).toBeUndefined()
})

test('a callback that is opened in another browser begins no session there', async ({
  page,
  context,
  openContext,
}) => {
  const callbackUrl = await obtainCallbackUrl(page, few)
  const other = await openContext()
  const stranger = await other.newPage()
  await stranger.goto(callbackUrl)
  await expect(stranger).toHaveURL('/sign-in?error=attempt_not_found')
  await expect(stranger.getByRole('main').getByRole('alert')).toContainText(tookTooLong)
  expect(await findSessionCookie(other)).toBeUndefined()

  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/institutions')
  await expectSignedInAs(context, few)
})

test('a callback of somebody else does not change who is signed in', async ({
  page,
  context,
  openContext,
}) => {
  const other = await openContext()
  const callbackUrl = await obtainCallbackUrl(await other.newPage(), many)
  await signIn(page, few)
  await page.goto(callbackUrl)
  await expect(page).toHaveURL('/institutions?error=attempt_not_found')
  await expectSignedInAs(context, few)
})

test('a changed state, issuer or code is refused', async ({ page, context }) => {
  for (const [name, value, code] of [
    ['state', 'another', 'attempt_not_found'],
    ['iss', 'https://issuer.example', 'response_rejected'],
  ] as const) {
    const url = new URL(await obtainCallbackUrl(page, few))
    url.searchParams.set(name, value)
    await page.goto(url.href)
    await expect(page).toHaveURL(`/sign-in?error=${code}`)
    await expectSignedOut(context)
    await context.clearCookies()
  }
  const url = new URL(await obtainCallbackUrl(page, few))
  url.searchParams.set('code', 'a-code-that-was-never-handed-out')
  await page.goto(url.href)
  await expect(page).toHaveURL(/^[^?]*\/sign-in\?error=(provider_error|response_rejected)$/)
  await expectSignedOut(context)
})

for (const returnTo of [
  '//evil.example',
  'https://evil.example/',
  '/\\evil.example',
  '/%5Cevil.example',
  '/%2F/evil.example',
  'javascript:alert(1)',
  '/api/oidc/logout',
]) {
  test(`returnTo ${returnTo} leads to the default page`, async ({ page }) => {
    await page.goto(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`)
    await expect(page.getByRole('link', { name: 'Sign in with Jack Henry' })).toHaveAttribute(
      'href',
      '/api/oidc/authorize?returnTo=%2Finstitutions',
    )
    await page.goto(`/api/oidc/authorize?returnTo=${encodeURIComponent(returnTo)}`)
    await enterCredentials(page, few)
    await expect(page).toHaveURL('/institutions')
  })
}
