import { gunzipSync } from 'node:zlib'
import { expect, test } from './fixtures/test.ts'
import {
  dozen,
  duluth,
  few,
  homeOf,
  institutionAt,
  mankato,
  many,
  norfolk,
  thousands,
} from './practice-people.ts'
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
  await expect(links).toHaveCount(50)
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

test('few@ gets a list alone, and the focus stays at the top', async ({ page }) => {
  await signIn(page, few)
  // A list that comes late has a field to wait in; by now it is remembered.
  await page.goto('/institutions')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  await expect(page.locator('body')).toBeFocused()
  for (const twin of await page.getByRole('link', { name: mankato.name }).all()) {
    await expect(twin).toContainText('ID ')
  }
})

test('dozen@ gets a search that has the focus, and every row', async ({ page }) => {
  await signIn(page, dozen)
  await expect(page.getByRole('searchbox', { name: label })).toBeFocused()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
  await expect(page.getByText(/^Showing/)).toHaveCount(0)
  await page.keyboard.type(norfolk.city)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(homeOf(norfolk))
})

for (const [person, isLocal] of [
  [many, true],
  [thousands, false],
] as const) {
  test(`${person} is searched ${isLocal ? 'in the browser' : 'on the server'}`, async ({
    page,
  }) => {
    const searches: string[] = []
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url())
      const query = searchParams.get('query')
      if (pathname === '/api/institutions' && query !== null) searches.push(query)
    })
    const list = isLocal ? page.waitForResponse('**/api/institutions/list') : null
    await signIn(page, person)
    if (list) {
      await list
      await page.waitForTimeout(500)
    }
    await page.getByRole('searchbox', { name: label }).fill(norfolk.routingNumber)
    const row = page.getByRole('main').getByRole('listitem')
    await expect(row).toHaveCount(1)
    await expect(row.locator('mark')).toHaveText(norfolk.routingNumber)
    expect(searches).toEqual(isLocal ? [] : [norfolk.routingNumber])
  })
}

test('a known name is six keys away', async ({ page }) => {
  await signIn(page, thousands)
  const first = page.getByRole('main').getByRole('listitem').getByRole('link').first()
  const href = (await first.getAttribute('href')) ?? ''
  const name = (await first.locator('.font-medium').textContent()) ?? ''
  await expect(page.getByRole('searchbox', { name: label })).toBeFocused()
  await page.keyboard.type(name.slice(0, 5))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(href)
})

test('Ctrl+K goes to the search, and Escape clears it once', async ({ page }) => {
  await signIn(page, many)
  const field = page.getByRole('searchbox', { name: label })
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Control+k')
  await expect(field).toBeFocused()
  await page.keyboard.type('cedar')
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(field).toBeFocused()
})

test('who cannot open an institution is told so on the list', async ({ page }) => {
  await signIn(page, few)
  await page.goto(`/institutions?from=${duluth.institutionId}`)
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    "That institution isn't available to you.",
  )
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
  // One that is on the list is not a reason to say anything.
  await page.goto(`/institutions?from=${norfolk.institutionId}`)
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
})

test.describe('answers that are not what one hopes for', () => {
  test.use({ expectedConsoleErrors: [/status of 429|ERR_INTERNET_DISCONNECTED/] })

  test('too many requests: a wait that can be cut short', async ({ page }) => {
    await signIn(page, thousands)
    await expect(page.getByRole('searchbox', { name: label })).toBeFocused()
    await page.route('**/api/institutions?*', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '20', 'content-type': 'application/problem+json' },
        body: JSON.stringify({ code: 'rate_limited', requestId: 'quote-this' }),
      }),
    )
    await page.keyboard.type('first')
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText("Too many requests. We'll try again in 20 seconds.")
    await expect(alert).toContainText('quote-this')
    await page.unroute('**/api/institutions?*')
    await alert.getByRole('button', { name: 'Try now' }).click()
    await expect(alert).toHaveCount(0)
    await expect(page.getByRole('status')).toContainText('institutions match "first"')
  })

  test('a list that is not whole says how much of it is here', async ({ page }) => {
    await page.route('**/api/institutions/list', async (route) => {
      const list = JSON.parse(gunzipSync(await (await route.fetch()).body()).toString())
      await route.fulfill({ json: { ...list, partial: true } })
    })
    await signIn(page, many)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText("Some institutions couldn't be loaded.")
    await expect(alert).toContainText('1,204 loaded.')
    await alert.getByRole('link', { name: 'Load the rest' }).click()
    await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
  })

  test('offline: says so, and goes on when the network is back', async ({ page, context }) => {
    await signIn(page, thousands)
    await expect(page.getByRole('searchbox', { name: label })).toBeFocused()
    await context.setOffline(true)
    await page.keyboard.type(last.routingNumber)
    const words = "You're offline. We'll load your institutions when you're back."
    await expect(page.getByRole('status')).toHaveText(words)
    await context.setOffline(false)
    await expect(page.locator(`a[href="${homeOf(last)}"]`)).toBeVisible()
  })
})
