import { expectAccessEnded } from './access-end.ts'
import { expect, test } from './fixtures/test.ts'
import { openLastAccount } from './practice-accounts.ts'
import { editor, mankato } from './practice-people.ts'
import { signIn } from './sign-in.ts'
import { resetSimulator, setFaults } from './simulator-faults.ts'

test.beforeEach(resetSimulator)
test.afterEach(resetSimulator)

// The change that finds the access ended, or the service away.
test.use({ expectedConsoleErrors: [/status of (403|502)/] })

test('access that ends while somebody types is renewed beside the form, which keeps everything', async ({
  page,
  context,
}) => {
  await signIn(page, editor)
  await openLastAccount(page, mankato, 3)
  await setFaults({
    accessTokenSeconds: { value: 3, times: 1 },
    noRefreshToken: { value: true, times: 1 },
  })
  await page.getByRole('link', { name: 'Ask for it' }).click()
  const note = `Typed for ${Date.now()} milliseconds`
  await page.getByLabel('Note (optional)').fill(note)
  await expectAccessEnded(context)

  const save = page.getByRole('button', { name: 'Save changes' })
  await save.click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('Your access to this institution needs renewing')
  const opened = context.waitForEvent('page')
  await alert.getByRole('link', { name: 'Renew in a new tab' }).click()
  const beside = await opened
  await expect(beside.getByRole('region', { name: 'Dates' })).toBeVisible()
  await beside.close()

  await expect(page.getByLabel('Note (optional)')).toHaveValue(note)
  await save.click()
  await expect(page.getByText(`Saved at ${mankato.name}.`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Details' })).toContainText(note)
})

test('a service that is away takes nothing and loses nothing', async ({ page }) => {
  await signIn(page, editor)
  await openLastAccount(page, mankato, 3)
  await page.getByRole('link', { name: 'Ask for it' }).click()
  const note = `Typed while it was away, ${Date.now()}`
  await page.getByLabel('Note (optional)').fill(note)
  const answer = { status: 502, json: { code: 'upstream_unreachable', title: 'of the upstream' } }
  await page.route('**/api/bff/**', (route) => route.fulfill(answer))
  const save = page.getByRole('button', { name: 'Save changes' })
  await save.click()
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText("The accounts service isn't responding")
  await expect(alert).not.toContainText('of the upstream')
  await page.unroute('**/api/bff/**')
  await save.click()
  await expect(page.getByText(`Saved at ${mankato.name}.`)).toBeVisible()
})
