import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { durango, few, homeOf, many, monett, norfolk } from './practice-people.ts'
import { expectSignedInAs, expectSignedOut, findSessionCookie } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'
import { resetSimulator, revokeAccess, setFaults } from './simulator-faults.ts'

test.beforeEach(resetSimulator)
test.afterEach(resetSimulator)

test('a token for another institution opens nothing, and the session lives on', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await setFaults({ tokenInstitution: { value: durango.institutionId, times: 1 } })
  await page.goto(homeOf(norfolk))
  await expectRefused(page, 'institution_mismatch')
  await expectSignedInAs(context, few)

  await page.goto(homeOf(norfolk))
  await readAccounts(page)
})

test('a spoilt ID token of an institution leaves the session and the others alone', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(durango))
  await readAccounts(page)
  await setFaults({ idToken: { value: 'broken-signature', times: 1 } })
  await page.goto(homeOf(norfolk))
  await expectRefused(page, 'response_rejected')
  await expectSignedInAs(context, few)
  await page.goto(homeOf(durango))
  await readAccounts(page)
})

for (const [what, faults] of [
  ['another person', { authorizationPerson: { value: many, times: 1 } }],
  ['another subject in the ID token', { idToken: { value: 'other-subject', times: 1 } }],
] as const) {
  test(`${what} on the second pass ends the session`, async ({ page, context }) => {
    await signIn(page, few)
    await setFaults(faults)
    await page.goto(homeOf(norfolk))
    await expect(page).toHaveURL((url) => url.pathname === '/sign-in')
    await expect(page).toHaveURL((url) => url.searchParams.get('error') === 'user_mismatch')
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'A different person signed in',
    )
    expect(await findSessionCookie(context)).toBeUndefined()
    await expectSignedOut(context)
  })
}

test('an institution that was taken away is refused and named as such', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await revokeAccess({ email: few, institutionId: monett.institutionId })
  await page.goto(homeOf(monett))
  await expectRefused(page, 'institution_denied', { rows: 4 })
  await expectSignedInAs(context, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
})

test('ten tabs end right while the provider is slow', async ({ page, context }) => {
  await signIn(page, many)
  await setFaults({ tokenDelay: { value: 1_500 } })
  const { institutions }: { institutions: { institutionId: string; name: string }[] } = await (
    await context.request.get('/api/institutions?limit=10')
  ).json()
  expect(institutions).toHaveLength(10)
  const ends = await Promise.all(
    institutions.map(async (institution) => {
      const tab = await context.newPage()
      await tab.goto(homeOf(institution))
      return new URL(tab.url()).pathname
    }),
  )
  expect(ends).toEqual(institutions.map(homeOf))
})

/** Back on the list with a reason, the rows still there. */
async function expectRefused(page: Page, code: string, { rows = 5 } = {}): Promise<void> {
  await expect(page).toHaveURL(`/institutions?error=${code}`)
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(rows)
  await expect(page.getByRole('button', { name: /^Your menu/ })).toBeVisible()
}
