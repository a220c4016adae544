import type { Page } from '@playwright/test'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { openLastAccount } from './practice-accounts.ts'
import { durango, editor, homeOf, mankato, neither, reader } from './practice-people.ts'
import { signIn } from './sign-in.ts'

// Of a version that is another one by now, of fields that are refused, and of an account that is nowhere.
test.use({ expectedConsoleErrors: [/status of 4(03|04|12|22)/] })

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const edit = (page: Page, part: string) =>
  region(page, part).getByRole('button', { name: 'Edit' }).click()
const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click()

test('a reader sees all of an account, and what the role does not include', async ({ page }) => {
  await signIn(page, reader)
  await openLastAccount(page, mankato)
  await expect(region(page, 'Balance')).toContainText(/Available\s*-?\$[\d,]+\.\d\d/)
  await expect(region(page, 'Account')).toContainText("(your role doesn't include the rest)")
  for (const part of ['Details', 'Dates']) {
    await expect(region(page, part)).toContainText(
      `Your role at ${mankato.name} doesn't include changing ${part.toLowerCase()}.`,
    )
  }
  await expect(page.getByRole('button', { name: 'Edit' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Ask for it' })).toHaveCount(0)
  await expectAccessible(page, 'an account to read')
})

test('an editor asks for the scope once, changes an account, and is told where', async ({
  page,
}) => {
  await signIn(page, editor)
  const path = await openLastAccount(page, mankato)
  await expect(page.getByRole('main')).toContainText("You can't change this account yet")
  await expect(page.getByRole('main')).toContainText('Signed in, but this permission is missing')
  await expect(page.getByRole('button', { name: 'Edit' })).toHaveCount(0)
  await expectAccessible(page, 'an account whose scope can be asked for')

  await page.getByRole('link', { name: 'Ask for it' }).click()
  await expect(page).toHaveURL(`${path}?edit=details`)
  const name = page.getByLabel('Name', { exact: true })
  await expect(name).toBeFocused()

  await test.step('what is wrong is said at its field, and nothing is lost', async () => {
    await page.getByLabel('Overdraft limit (USD)').fill('12,50')
    await page.getByLabel('Officer (optional)').fill('x'.repeat(81))
    await save(page)
    await expect(page.getByText('2 fields need your attention')).toBeVisible()
    await expect(page.getByText('Enter an amount, for example 1,250.00.')).toBeVisible()
    await expect(page.getByText('Use 80 characters at most.')).toBeVisible()
    await expect(page.getByLabel('Officer (optional)')).toBeFocused()
    await page.getByLabel('Overdraft limit (USD)').fill('$1,250.50')
    await expect(page.getByLabel('Officer (optional)')).toHaveValue('x'.repeat(81))
    await expectAccessible(page, 'a form with a field that was refused')
  })

  await test.step('a link asks before it leaves what was typed', async () => {
    await page.getByRole('link', { name: 'All accounts' }).click()
    await expect(page.getByRole('alertdialog', { name: 'Leave without saving?' })).toContainText(
      `Your changes at ${mankato.name} will be lost.`,
    )
    await page.getByRole('button', { name: 'Stay' }).click()
  })

  const officer = `Officer ${Date.now()}`
  await page.getByLabel('Officer (optional)').fill(officer)
  await save(page)
  await expect(page.getByText(`Saved at ${mankato.name}.`)).toBeVisible()
  await expect(region(page, 'Details').getByRole('button', { name: 'Edit' })).toBeFocused()
  await page.goto(path)
  await expect(region(page, 'Details')).toContainText(officer)
  await expect(region(page, 'Details')).toContainText('$1,250.50')
})

test('somebody who sets dates only asks for the scope for just that', async ({ page }) => {
  await signIn(page, editor)
  const path = await openLastAccount(page, durango)
  await expect(region(page, 'Balance')).toContainText("doesn't include seeing balances")
  await page.getByRole('link', { name: 'Ask for it' }).click()
  await expect(page).toHaveURL(`${path}?edit=dates`)
  await expect(region(page, 'Details').getByRole('button', { name: 'Edit' })).toHaveCount(0)
  const review = page.getByLabel('Next review (optional)')
  await review.fill('1950-01-01')
  await save(page)
  await expect(review).toBeFocused()
  await expect(page.getByText('Choose a date after the account was opened')).toBeVisible()
  await review.fill('2031-05-17')
  await save(page)
  await expect(page.getByText(`Saved at ${durango.name}.`)).toBeVisible()
  await expect(region(page, 'Dates')).toContainText('May 17, 2031')
})

test('two tabs: the second to save keeps what was typed and sees what the first has set', async ({
  page,
  context,
}) => {
  await signIn(page, editor)
  const path = await openLastAccount(page, mankato, 2)
  await page.getByRole('link', { name: 'Ask for it' }).click()
  await page.getByLabel('Note (optional)').fill('From the first tab')
  const second = await context.newPage()
  await second.goto(path)
  await edit(second, 'Details')
  await second.getByLabel('Note (optional)').fill('From the second tab')
  await save(second)
  await expect(second.getByText(`Saved at ${mankato.name}.`)).toBeVisible()

  await save(page)
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    'Someone else changed this account',
  )
  await expect(page.getByText('Now “From the second tab”, set by someone else.')).toBeVisible()
  await expect(page.getByLabel('Note (optional)')).toHaveValue('From the first tab')
  await expectAccessible(page, 'a form that somebody else has overtaken')
  await save(page)
  await expect(page.getByText(`Saved at ${mankato.name}.`)).toBeVisible()
  await expect(region(page, 'Details')).toContainText('From the first tab')
})

test('a change that the access does not allow any more: the scope is asked for beside the form', async ({
  page,
  context,
}) => {
  await signIn(page, editor)
  const path = await openLastAccount(page, mankato, 4)
  await page.getByRole('link', { name: 'Ask for it' }).click()
  const note = `Typed before ${Date.now()}`
  await page.getByLabel('Note (optional)').fill(note)

  await test.step('signing in again in another tab begins with what is always asked for', async () => {
    const other = await context.newPage()
    await other.goto('/api/oidc/authorize')
    await other.goto(path)
    await expect(other.getByRole('main')).toContainText('Signed in, but this permission is missing')
    await other.close()
  })

  await save(page)
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('Signed in, but this permission is missing')
  const opened = context.waitForEvent('page')
  await alert.getByRole('link', { name: 'Ask for it in a new tab' }).click()
  const beside = await opened
  await expect(region(beside, 'Details').getByRole('button', { name: 'Edit' })).toBeVisible()
  await beside.close()
  await expect(page.getByLabel('Note (optional)')).toHaveValue(note)
  await save(page)
  await expect(page.getByText(`Saved at ${mankato.name}.`)).toBeVisible()
})

test('somebody with no role is told so, at an account as at the list', async ({ page }) => {
  await signIn(page, neither)
  await page.goto(`${homeOf(mankato)}/accounts/00112233445566aa`)
  const main = page.getByRole('main')
  await expect(main).toContainText("You can't see accounts here")
  await expect(main).toContainText(`Your role at ${mankato.name} doesn't include seeing accounts.`)
  await expectAccessible(page, 'an account for somebody with no role')
})

test('an account of another institution is not there', async ({ page }) => {
  await signIn(page, reader)
  const path = await openLastAccount(page, mankato)
  await page.goto(path.replace(mankato.institutionId, durango.institutionId))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("This account isn't available")
  await page.goto(`${homeOf(mankato)}/accounts/..%2f..%2fsecrets`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("This account isn't available")
  await expectAccessible(page, 'an account that is not there')
})
