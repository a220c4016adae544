import { expect, test } from './fixtures/test.ts'
import { homeOf, institutionAt, many, thousands } from './practice-people.ts'
import { signIn } from './sign-in.ts'

const label = 'Search by name, city, ID or routing number'
const last = institutionAt(9_999)

test('thousands@ finds one of 10,000 by name, city, id and routing number', async ({ page }) => {
  await signIn(page, thousands)
  await expect(page.getByText('Showing 50 of 10,000.')).toBeVisible()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(50)

  const field = page.getByRole('searchbox', { name: label })
  await expect(field).toBeFocused()
  const row = page.locator(`a[href="${homeOf(last)}"]`)
  for (const query of [`${last.name} ${last.city}`, last.institutionId, last.routingNumber]) {
    await field.fill(query)
    await expect(row).toBeVisible()
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === query)
  }
  await field.fill(last.city)
  await expect(page.getByRole('status')).toHaveText(
    new RegExp(`^[\\d,]+ institutions match "${last.city}"\\. Press Enter to open `),
  )
})

test('Enter opens the first result, and Back brings the search back', async ({ page }) => {
  await signIn(page, thousands)
  const field = page.getByRole('searchbox', { name: label })
  await expect(field).toBeFocused()
  await page.keyboard.type(last.routingNumber)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(homeOf(last))
  await expect(page.getByRole('heading', { level: 1, name: last.name })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(`/institutions?q=${last.routingNumber}`)
  await expect(field).toHaveValue(last.routingNumber)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})

test('"Show 50 more" adds rows and goes on at the first of them', async ({ page }) => {
  await signIn(page, thousands)
  await expect(page.getByRole('searchbox', { name: label })).toBeFocused()
  const rows = page.getByRole('main').getByRole('listitem')
  await page.getByRole('link', { name: 'Show 50 more' }).click()
  await expect(rows).toHaveCount(100)
  await expect(page.getByText('Showing 100 of 10,000.')).toBeVisible()
  await expect(rows.nth(50).getByRole('link')).toBeFocused()
  const hrefs = await rows
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.id || link.getAttribute('href')))
  expect(new Set(hrefs).size).toBe(100)
})

test('many@ has 1,204; a search without a match says so and can be cleared', async ({ page }) => {
  await signIn(page, many)
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
  const field = page.getByRole('searchbox', { name: label })
  await expect(field).toBeFocused()
  await field.fill('no such institution')
  await expect(page.getByText('No institutions match "no such institution".').first()).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(field).toHaveValue('')
  await expect(field).toBeFocused()
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
})

test('arrow keys go from the field through the rows and back', async ({ page }) => {
  await signIn(page, many)
  const field = page.getByRole('searchbox', { name: label })
  const links = page.getByRole('main').getByRole('listitem').getByRole('link')
  await expect(field).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(links.nth(49)).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowUp')
  await expect(field).toBeFocused()
})
