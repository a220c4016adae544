import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { openForeignPage } from './foreign-page.ts'
import { few, homeOf, institutionAt, monett, norfolk, thousands } from './practice-people.ts'
import { findSessionCookie, listAttemptCookies } from './session-cookie.ts'
import { continueToProvider, enterCredentials, readAccounts, signIn } from './sign-in.ts'

test('a deep link leads there after signing in, without another click', async ({ page }) => {
  await page.goto(homeOf(norfolk))
  await expect(page).toHaveURL(`/sign-in?returnTo=${encodeURIComponent(homeOf(norfolk))}`)
  await continueToProvider(page)
  await enterCredentials(page, few)
  await expect(page).toHaveURL(homeOf(norfolk))
  await expect(page.getByRole('heading', { level: 1, name: norfolk.name })).toBeVisible()
  await readAccounts(page)
})

test('a search in the picker survives signing in', async ({ page }) => {
  await page.goto('/institutions?q=monett')
  await continueToProvider(page)
  await enterCredentials(page, few)
  await expect(page).toHaveURL('/institutions?q=monett')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})

test('a link on another site opens the institution for a person who is signed in', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const cookie = await findSessionCookie(context)
  await openForeignPage(page, `<a href="${appOrigin}${homeOf(monett)}">Open</a>`)
  await page.getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL(homeOf(monett))
  await readAccounts(page)
  expect((await findSessionCookie(context))?.value).toBe(cookie?.value)
})

test('a link on another site into the flow asks first', async ({ page, context }) => {
  await openForeignPage(
    page,
    `<a href="${appOrigin}/api/oidc/authorize?returnTo=%2Fprofile">Open</a>`,
  )
  await page.getByRole('link', { name: 'Open' }).click()
  await expect(page).toHaveURL('/sign-in?returnTo=%2Fprofile')
  expect(await listAttemptCookies(context)).toEqual([])
})

test('ten tabs open ten institutions at once, and each ends at its own', async ({
  page,
  context,
}) => {
  await signIn(page, thousands)
  const institutions = Array.from({ length: 10 }, (_, index) => institutionAt(100 + index))
  const tabs = await Promise.all(institutions.map(() => context.newPage()))
  await Promise.all(
    tabs.map(async (tab, index) => {
      const { institutionId, name } = institutions[index] ?? institutionAt(0)
      await tab.goto(`/i/${institutionId}`)
      await expect(tab).toHaveURL(`/i/${institutionId}`)
      await expect(tab.getByRole('heading', { level: 1, name })).toBeVisible()
    }),
  )
  const accounts = await Promise.all(tabs.map(readAccounts))
  expect(new Set(accounts.map(String)).size).toBe(10)
  expect(await listAttemptCookies(context)).toEqual([])
})
