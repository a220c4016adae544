import type { Page } from '@playwright/test'
import { expectAccessEnded } from './access-end.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectSignedInAs } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'
import { resetSimulator, revokeAccess, setFaults } from './simulator-faults.ts'

test.beforeEach(resetSimulator)
test.afterEach(resetSimulator)

// The call that finds the access ended.
test.use({ expectedConsoleErrors: [/status of 40[34]/] })

const home = homeOf(norfolk)

test('an open page renews access that has ended by itself, and is back where it was', async ({
  page,
  context,
}) => {
  const accounts = await openWithBriefAccess(page)
  await page.evaluate(() => history.replaceState(history.state, '', '?from=a-link'))
  await expectAccessEnded(context)
  const authorizations = countAuthorizations(page)

  await page.getByRole('button', { name: 'Run again' }).click()
  await expect.poll(() => authorizations.length).toBe(1)
  await expect(page).toHaveURL(`${home}?from=a-link`)
  expect(await readAccounts(page)).toEqual(accounts)
  expect(authorizations).toHaveLength(1)
  await expectSignedInAs(context, few)
})

test('a page that is loaded renews access that has ended by itself', async ({ page, context }) => {
  const accounts = await openWithBriefAccess(page)
  await expectAccessEnded(context)
  const authorizations = countAuthorizations(page)
  await page.reload()
  await expect(page).toHaveURL(home)
  expect(await readAccounts(page)).toEqual(accounts)
  expect(authorizations).toHaveLength(1)
})

test('access that was taken away is asked for once, and then the person is told', async ({
  page,
  context,
}) => {
  await openWithBriefAccess(page)
  await expectAccessEnded(context)
  await revokeAccess({ email: few, institutionId: norfolk.institutionId })
  const authorizations = countAuthorizations(page)

  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page).toHaveURL('/institutions?error=institution_denied')
  await expectRemoved(page)
  expect(authorizations).toHaveLength(1)
  await expectSignedInAs(context, few)
})

test('a refusal by the API finds out that the institution is gone; the others go on', async ({
  page,
}) => {
  await signIn(page, few)
  await page.goto(home)
  await readAccounts(page)
  await page.route('**/api/bff/**', (route) => route.fulfill({ status: 403, json: {} }))
  await page.getByRole('button', { name: 'Run again' }).click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText("You don't have access to these accounts")

  await revokeAccess({ email: few, institutionId: norfolk.institutionId })
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page).toHaveURL(`/institutions?from=${norfolk.institutionId}`)
  await expectRemoved(page)

  await page.unroute('**/api/bff/**')
  await page.getByRole('main').getByRole('listitem').first().getByRole('link').click()
  await readAccounts(page)
  // Neither a link that was kept nor Back brings it back.
  expect((await page.goto(home))?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "This institution isn't available to you",
  )
})

test('access that ends again at once is left to the person', async ({ page, context }) => {
  await openWithBriefAccess(page)
  await expectAccessEnded(context)
  await setFaults({ accessTokenSeconds: { value: 2 }, noRefreshToken: { value: true } })
  const authorizations = countAuthorizations(page)
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect.poll(() => authorizations.length).toBe(1)
  await expect(page.getByRole('table', { name: 'Accounts' })).toBeVisible()

  await expectAccessEnded(context)
  await page.getByRole('button', { name: 'Run again' }).click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('Your access to this institution needs renewing')
  expect(authorizations).toHaveLength(1)

  await resetSimulator()
  await alert.getByRole('link', { name: 'Open again' }).click()
  await readAccounts(page)
  await expect(page).toHaveURL(home)
})

/** Opens an institution with access that lasts seconds and cannot be refreshed. */
async function openWithBriefAccess(page: Page): Promise<string[]> {
  await signIn(page, few)
  await setFaults({
    accessTokenSeconds: { value: 3, times: 1 },
    noRefreshToken: { value: true, times: 1 },
  })
  await page.goto(home)
  return readAccounts(page)
}

/** The list, asked for anew, and what has gone from it by its name. */
async function expectRemoved(page: Page): Promise<void> {
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    `You no longer have access to ${norfolk.name}. If that's unexpected, contact its administrator.`,
  )
  const rows = page.getByRole('main').getByRole('listitem')
  await expect(rows).toHaveCount(4)
  await expect(rows.filter({ hasText: norfolk.name })).toHaveCount(0)
}

/** The addresses by which the page has gone into the flow. */
function countAuthorizations(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname === '/api/oidc/authorize') seen.push(request.url())
  })
  return seen
}
