import { expect, test } from './fixtures/test.ts'
import { expectAwake, fieldOf, linksOf, readRows, rowsOf, statusOf } from './picker-page.ts'
import {
  all,
  dozen,
  duluth,
  few,
  homeOf,
  institutionAt,
  mankato,
  many,
  none,
  one,
  thousands,
} from './practice-people.ts'
import { findSessionCookie } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

// For two institutions: odd-institutions.spec.ts.

test('none: says what to do, checks again, and copies what an administrator needs', async ({
  page,
  context,
}) => {
  await signIn(page, none)
  const heading = page.getByRole('heading', {
    level: 1,
    name: "You don't have access to any institutions yet",
  })
  await expect(heading).toBeVisible()
  await expect(page.getByRole('main')).toContainText(
    `You're signed in as ${none}. Ask the administrator at your institution to give you access, then check again.`,
  )
  await expect(fieldOf(page)).toHaveCount(0)
  await expect(rowsOf(page)).toHaveCount(0)

  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy details for your administrator' }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toMatch(/^Name: Nadia Whitcombe$/m)
  expect(await copied()).toMatch(new RegExp(`^Username: ${none}$`, 'm'))
  expect(await copied()).toMatch(/^User ID: [0-9a-f-]{36}$/m)
  expect(await copied()).toMatch(/^Time: \d{4}-\d\d-\d\dT/m)

  const checked = page.waitForResponse((response) => response.url().endsWith('/institutions'))
  await page.getByRole('link', { name: 'Check again' }).click()
  expect((await checked).status()).toBe(200)
  await expect(heading).toBeVisible()

  await page.getByRole('button', { name: 'Use a different account' }).click()
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  expect(await findSessionCookie(context)).toBeUndefined()
})

test('one: the server leads there, and the list is there for whoever asks', async ({ page }) => {
  await signIn(page, one)
  await expect(page).toHaveURL(homeOf(duluth))
  await expect(page.getByRole('banner')).toContainText(duluth.name)
  await expect(page.getByRole('button', { name: /^Institution:/ })).toHaveCount(0)
  await readAccounts(page)
  const answer = await page.request.get('/institutions', { maxRedirects: 0 })
  expect(answer.status()).toBe(303)
  expect(answer.headers().location).toBe(homeOf(duluth))

  await page.goto('/institutions?stay=1')
  await expect(page).toHaveURL('/institutions?stay=1')
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(fieldOf(page)).toHaveCount(0)
})

test('five: a list alone; the focus stays at the top, and twins show their ids', async ({
  page,
}) => {
  await signIn(page, few)
  // A list that comes late has a field to wait in; by now it is remembered.
  await page.goto('/institutions')
  await expect(rowsOf(page)).toHaveCount(5)
  await expect(statusOf(page)).toHaveText('5 institutions')
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  await expect(page.locator('body')).toBeFocused()
  const rows = await readRows(page)
  for (const { name, details } of rows) {
    expect(details.includes('ID '), name).toBe(name === mankato.name)
  }
  expect(rows.filter(({ name }) => name === mankato.name)).toHaveLength(2)
  for (let presses = 0; presses < 10; presses += 1) {
    await page.keyboard.press('Tab')
    if (
      await linksOf(page)
        .first()
        .evaluate((link) => link === document.activeElement)
    )
      break
  }
  await expect(linksOf(page).first()).toBeFocused()
})

test('twelve: a search that has the focus, and every row', async ({ page }) => {
  await signIn(page, dozen)
  await expectAwake(page)
  await expect(rowsOf(page)).toHaveCount(12)
  await expect(statusOf(page)).toHaveText('12 institutions')
  await expect(page.getByText(/^Showing/)).toHaveCount(0)
  await expect(page.getByRole('link', { name: /^Show/ })).toHaveCount(0)
})

for (const [person, total, last] of [
  [many, '1,204', 1_203],
  [thousands, '10,000', 9_999],
  [all, '100,000', 99_999],
] as const) {
  test(`${total}: exact totals, fifty rows at a time, and the last one by its id`, async ({
    page,
  }) => {
    test.slow()
    await signIn(page, person)
    await expectAwake(page)
    // The simulator hands out a hundred thousand in a hundred pages.
    await expect(rowsOf(page)).toHaveCount(50, { timeout: 40_000 })
    await expect(page.getByText(`Showing 50 of ${total}.`)).toBeVisible()
    await expect(statusOf(page)).toHaveText(`${total} institutions`)

    await test.step('"Show 50 more" adds rows, and goes on at the first of them', async () => {
      const before = await readRows(page)
      await page.getByRole('link', { name: 'Show 50 more' }).click()
      await expect(rowsOf(page)).toHaveCount(100)
      await expect(page.getByText(`Showing 100 of ${total}.`)).toBeVisible()
      await expect(linksOf(page).nth(50)).toBeFocused()
      expect((await readRows(page)).slice(0, 50)).toEqual(before)
      const hrefs = await linksOf(page).evaluateAll((links) =>
        links.map((link) => link.getAttribute('href')),
      )
      expect(new Set(hrefs).size).toBe(100)
    })

    await test.step('rows are sorted A to Z, and every time the same', async () => {
      const rows = await readRows(page)
      const { compare } = new Intl.Collator('en', { numeric: true })
      const names = rows.map(({ name }) => name)
      expect(names).toEqual(names.toSorted(compare))
      await page.goto('/institutions?limit=100')
      await expect(rowsOf(page)).toHaveCount(100)
      expect(await readRows(page)).toEqual(rows)
    })

    await test.step('the last one is found by its id', async () => {
      const wanted = institutionAt(last)
      await fieldOf(page).fill(wanted.institutionId)
      await expect(rowsOf(page)).toHaveCount(1)
      await expect(linksOf(page)).toHaveAttribute('href', homeOf(wanted))
      await expect(statusOf(page)).toHaveText(
        `1 institution matches "${wanted.institutionId}". Press Enter to open ${wanted.name}, ${wanted.city}, ${wanted.state}.`,
      )
    })
  })
}
