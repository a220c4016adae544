import type { BrowserContext, Locator, Page } from '@playwright/test'
import { appOrigin } from './addresses.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk, one, salina } from './practice-people.ts'
import { expectSignedInAs, expectSignedOut } from './session-cookie.ts'
import { confirmSignOut, readAccounts, signIn } from './sign-in.ts'

const onLinux = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const onWindows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0'
const onPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

// A page that learns of its session's end by a call of its own is refused.
test.use({ userAgent: onLinux, expectedConsoleErrors: [/status of 401/] })

// What other tests left of this person would be listed too.
test.beforeEach(async ({ openContext }) => {
  const context = await openContext()
  await signIn(await context.newPage(), few)
  await context.request.post('/api/oidc/logout', {
    form: { everywhere: '1' },
    headers: { origin: appOrigin },
    maxRedirects: 0,
  })
  await expectSignedOut(context)
})

test('lists every device of the person, and ends the one that is chosen', async ({
  page,
  openContext,
}) => {
  const other = await signInOn(openContext, { email: few, userAgent: onWindows })
  await other.goto(homeOf(norfolk))
  await readAccounts(other)
  await signIn(page, few)
  await page.goto(homeOf(salina))
  await page.goto('/profile')
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(rowsOf(page).filter({ hasText: 'This device' })).toHaveCount(1)
  await expect(rowOf(page, 'Firefox on Linux')).toContainText('This device')
  await expect(rowOf(page, 'Firefox on Linux')).toContainText(salina.name)
  await expect(rowOf(page, 'Firefox on Linux').getByRole('button')).toHaveCount(0)
  await expect(rowOf(page, 'Edge on Windows')).toContainText(norfolk.name)

  await rowOf(page, 'Edge on Windows')
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(page).toHaveURL('/profile')
  await expectSignedOut(other.context())

  await other.getByRole('button', { name: 'Run again' }).click()
  await expect(other).toHaveURL((url) => url.pathname === '/signed-out')
  await expect(other).toHaveURL((url) => url.searchParams.get('reason') === 'revoked')
  await expect(other.locator('body')).not.toContainText(norfolk.name)
  await expectSignedInAs(page.context(), few)
})

test('a device that was signed out loads no page any more', async ({ page, openContext }) => {
  const other = await signInOn(openContext, { email: few, userAgent: onPhone })
  await signIn(page, few)
  await page.goto('/profile')
  await rowOf(page, 'Safari on iPhone')
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await expect(rowsOf(page)).toHaveCount(1)
  await other.goto(homeOf(norfolk))
  await expect(other).toHaveURL(`/sign-in?returnTo=${encodeURIComponent(homeOf(norfolk))}`)
})

test('signs out everywhere', async ({ page, context, openContext }) => {
  const others = [
    await signInOn(openContext, { email: few, userAgent: onWindows }),
    await signInOn(openContext, { email: few, userAgent: onPhone }),
  ]
  await signIn(page, few)
  await page.goto('/profile')
  await expect(rowsOf(page)).toHaveCount(3)
  await expectAccessible(page, 'the profile with three sessions')

  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await confirmSignOut(page)
  await expect(page.getByRole('heading', { name: "You're signed out" })).toBeVisible()
  for (const each of [context, ...others.map((other) => other.context())]) {
    await expectSignedOut(each)
  }
})

test("shows and ends nothing of another person's", async ({ page, openContext }) => {
  const firstOfOther = await signInOn(openContext, { email: one, userAgent: onWindows })
  const secondOfOther = await signInOn(openContext, { email: one, userAgent: onPhone })
  await secondOfOther.goto('/profile')
  const actions = await rowOf(secondOfOther, 'Edge on Windows')
    .locator('form')
    .evaluateAll((forms) => forms.map((form) => form.getAttribute('action') ?? ''))
  expect(actions[0]).toMatch(/^\/api\/sessions\/[\w-]+\/end$/)

  await signIn(page, few)
  await page.goto('/profile')
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(page.getByRole('main')).not.toContainText('Windows')

  for (const action of actions) {
    const response = await page.request.post(action, {
      headers: { origin: appOrigin },
      maxRedirects: 0,
    })
    expect(response.status()).toBe(303)
  }
  await expectSignedInAs(firstOfOther.context(), one)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('lists devices, ends one of them, and signs out everywhere', async ({
    page,
    openContext,
  }) => {
    const others = [
      await signInOn(openContext, { email: few, userAgent: onWindows }),
      await signInOn(openContext, { email: few, userAgent: onPhone }),
    ]
    await signIn(page, few)
    await page.goto('/profile')
    await expect(rowsOf(page)).toHaveCount(3)
    await rowOf(page, 'Edge on Windows')
      .getByRole('button', { name: /^Sign out/ })
      .click()
    await expect(page).toHaveURL('/profile')
    await expect(rowsOf(page)).toHaveCount(2)

    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await confirmSignOut(page)
    for (const other of others) {
      await other.goto('/profile')
      await expect(other).toHaveURL('/sign-in?returnTo=%2Fprofile')
    }
  })
})

async function signInOn(
  openContext: (options: { userAgent: string }) => Promise<BrowserContext>,
  { email, userAgent }: { email: string; userAgent: string },
): Promise<Page> {
  const page = await (await openContext({ userAgent })).newPage()
  await signIn(page, email)
  return page
}

function rowsOf(page: Page): Locator {
  return page.getByRole('region', { name: "Where you're signed in" }).getByRole('listitem')
}

function rowOf(page: Page, device: string): Locator {
  return rowsOf(page).filter({ hasText: device })
}
