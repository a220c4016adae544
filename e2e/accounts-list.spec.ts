import type { Page } from '@playwright/test'
import { accountsOf, accountsStatusOf, headerOf, readColumn, searchOf } from './accounts-page.ts'
import { expectSpokenOnce, recordAnnouncements, takeWords } from './announcements.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import {
  durango,
  editor,
  few,
  homeOf,
  mankato,
  monett,
  neither,
  norfolk,
  reader,
} from './practice-people.ts'
import { signIn } from './sign-in.ts'

const dayOf = (words: string) => Date.parse(`${words} UTC`)
const centsOf = (words: string) => Number(words.replace(/[$,.]/g, ''))

/** For each column, a number or text that grows with it. */
const orders: [name: string, field: string, rank: (text: string) => number | string][] = [
  ['Account', 'name', (text) => text.toLowerCase()],
  ['Type', 'type', (text) => text.toLowerCase()],
  ['Status', 'status', (text) => text.toLowerCase()],
  ['Opened', 'openedOn', dayOf],
  ['Matures', 'maturityOn', dayOf],
  ['Balance', 'currentBalanceCents', centsOf],
]

test('the navigation leads there, and each account to its own page', async ({ page }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const navigation = page.getByRole('navigation', { name: 'Main' })
  await expect(navigation.getByRole('link', { name: 'Home' })).toHaveAttribute(
    'aria-current',
    'page',
  )
  await navigation.getByRole('link', { name: 'Accounts' }).click()
  await expect(page).toHaveURL(accountsOf(norfolk))
  await expect(page).toHaveTitle(`${norfolk.name} · Accounts · Institution Desk`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accounts')
  await expect(navigation.locator('[aria-current]')).toHaveText('Accounts')
  await expect(page.getByRole('row')).toHaveCount(51)
  const links = page.getByRole('table').getByRole('link')
  await expect(links.first()).toHaveAttribute(
    'href',
    new RegExp(`^${accountsOf(norfolk)}/[0-9a-f]{16}$`),
  )
  // The link is as large as its cell.
  const cell = await page.getByRole('rowheader').first().boundingBox()
  await page.mouse.move((cell?.x ?? 0) + (cell?.width ?? 0) - 4, (cell?.y ?? 0) + 4)
  await expect(links.first()).toHaveCSS('text-decoration-line', 'underline')
})

test('by each column, both ways, and Back through all of it', async ({ page }) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato))
  for (const [name, field, rank] of orders) {
    for (const direction of ['ascending', 'descending'] as const) {
      // It is sorted by names from the start.
      if (field !== 'name' || direction === 'descending') {
        await headerOf(page, name).getByRole('button').click()
      }
      await expect(headerOf(page, name)).toHaveAttribute('aria-sort', direction)
      await expect(page.locator('[aria-sort]')).toHaveCount(1)
      const ranks = (await readColumn(page, name)).map(rank).filter((each) => each !== null)
      const sorted = ranks.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      expect(ranks, `${name}, ${direction}`).toEqual(
        direction === 'ascending' ? sorted : sorted.reverse(),
      )
      expect(ranks.length).toBe(50)
      const search = direction === 'descending' ? `?sort=-${field}` : `?sort=${field}`
      await expect(page).toHaveURL(accountsOf(mankato, search === '?sort=name' ? '' : search))
    }
  }
  for (const [name] of orders.toReversed()) {
    await expect(headerOf(page, name)).toHaveAttribute('aria-sort', 'descending')
    await page.goBack()
    await expect(headerOf(page, name)).toHaveAttribute('aria-sort', 'ascending')
    if (name !== 'Account') await page.goBack()
  }
  await expect(page).toHaveURL(accountsOf(mankato))
})

test('a search is spoken once, and is where it was after Back, Forward and a reload', async ({
  page,
}) => {
  await recordAnnouncements(page)
  await signIn(page, editor)
  await page.goto(accountsOf(mankato))
  await expect(accountsStatusOf(page)).toHaveText(/^\d{3} accounts$/)
  const documents = countDocuments(page)
  await searchOf(page).click()
  await expectSpokenOnce(page, 'cedar', /^\d+ accounts match "cedar"/)
  await expect(page).toHaveURL(accountsOf(mankato, '?q=cedar'))
  for (const name of await readColumn(page, 'Account')) expect(name).toMatch(/cedar/i)

  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Loan')
  await expect(page).toHaveURL(accountsOf(mankato, '?q=cedar&type=loan'))
  await page.getByRole('combobox', { name: 'Status' }).selectOption('Open')
  await expect(page).toHaveURL(accountsOf(mankato, '?q=cedar&type=loan&status=open'))
  await expect(page.getByText(/match(es)? "cedar" and your filters\.$/)).toBeVisible()
  const found = await readColumn(page, 'Account')
  expect(new Set(await readColumn(page, 'Type'))).toEqual(new Set(['Loan']))
  expect(new Set(await readColumn(page, 'Status'))).toEqual(new Set(['Open']))

  await page.goBack()
  await expect(page.getByRole('combobox', { name: 'Status' })).toHaveValue('')
  await page.goBack()
  await expect(page.getByRole('combobox', { name: 'Type' })).toHaveValue('')
  await expect(searchOf(page)).toHaveValue('cedar')
  await page.goForward()
  await page.goForward()
  expect(await readColumn(page, 'Account')).toEqual(found)
  expect(documents, 'pages that were loaded for it').toEqual([])

  await page.reload()
  expect(await readColumn(page, 'Account')).toEqual(found)
  await expect(searchOf(page)).toHaveValue('cedar')
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page).toHaveURL(new RegExp(`${accountsOf(mankato)}/[0-9a-f]{16}$`))
  await page.goBack()
  await expect(page).toHaveURL(accountsOf(mankato, '?q=cedar&type=loan&status=open'))
  expect(await readColumn(page, 'Account')).toEqual(found)
})

test('Back from an account is at the row that was left', async ({ page }) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato, '?page=2'))
  await readColumn(page, 'Account')
  const link = page.getByRole('table').getByRole('link').nth(40)
  await link.click()
  await expect(page).toHaveURL(new RegExp(`${accountsOf(mankato)}/[0-9a-f]{16}$`))
  await page.goBack()
  await readColumn(page, 'Account')
  await expect(link).toBeInViewport()
  // Only once: what is looked for next begins at its start.
  await searchOf(page).fill('elm')
  await expect(page).toHaveURL(accountsOf(mankato, '?q=elm'))
  expect(await page.evaluate(() => 'accountsAt' in history.state)).toBe(false)
})

test('what is typed and taken back step by step stays one entry of the history', async ({
  page,
}) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato))
  await readColumn(page, 'Account')
  const before = await page.evaluate(() => history.length)
  await searchOf(page).pressSequentially('elm dental', { delay: 60 })
  await expect(page).toHaveURL(accountsOf(mankato, '?q=elm+dental'))
  await searchOf(page).press('Escape')
  await expect(page).toHaveURL(accountsOf(mankato))
  await expect(searchOf(page)).toBeFocused()
  expect(await page.evaluate(() => history.length)).toBe(before)
})

test('page by page, with the keyboard alone, and in another tab', async ({ page, context }) => {
  await recordAnnouncements(page)
  await signIn(page, reader)
  await page.goto(accountsOf(mankato))
  const first = await readColumn(page, 'Account')
  await expect(page.getByText(/^1–50 of \d{3}$/)).toBeVisible()
  await takeWords(page)

  const next = page.getByRole('link', { name: 'Next' })
  await next.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(accountsOf(mankato, '?page=2'))
  await expect(page.getByText(/^51–100 of \d{3}$/)).toBeVisible()
  const region = page.getByRole('region', { name: 'Accounts' })
  await expect(region).toBeFocused()
  await expect(headerOf(page, 'Account')).toBeInViewport()
  await expect
    .poll(() => takeWords(page))
    .toContainEqual(expect.stringMatching(/^\d{3} accounts\. Page 2 of \d$/))
  await page.keyboard.press('Tab')
  await expect(headerOf(page, 'Account').getByRole('button')).toBeFocused()

  const [other] = await Promise.all([
    context.waitForEvent('page'),
    next.click({ button: 'middle' }),
  ])
  await expect(other).toHaveURL(accountsOf(mankato, '?page=3'))
  await expect(other.getByText(/^101–150 of \d{3}$/)).toBeVisible()
  await expect(page).toHaveURL(accountsOf(mankato, '?page=2'))
  await other.close()

  await page.goBack()
  expect(await readColumn(page, 'Account')).toEqual(first)
  await page.goto(accountsOf(mankato, '?page=99'))
  await expect(page.getByText(/^\d{3}–(\d{3}) of \1$/)).toBeVisible()
  await expect(page).toHaveURL(accountsOf(mankato, '?page=7'))
  await expect(next).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('combobox', { name: 'Type' }).selectOption('Savings')
  await expect(page).toHaveURL(accountsOf(mankato, '?type=savings'))
})

test('an address that makes no sense is that of all accounts', async ({ page }) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato, '?q=%00&type=gold&status=&sort=--name&page=-1&kind=x'))
  await expect(accountsStatusOf(page)).toHaveText(/^\d{3} accounts$/)
  await expect(headerOf(page, 'Account')).toHaveAttribute('aria-sort', 'ascending')
})

test('a link brings back what it names after the sign-in', async ({ page }) => {
  const search = '?q=dental&sort=-openedOn'
  await page.goto(accountsOf(mankato, search))
  await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
  await page.getByLabel('Email').fill(reader)
  await page.getByLabel('Password').fill('any password')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(accountsOf(mankato, search))
  await expect(searchOf(page)).toHaveValue('dental')
  await expect(headerOf(page, 'Opened')).toHaveAttribute('aria-sort', 'descending')
})

test('nothing is found, and one button starts over', async ({ page }) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato, '?q=nothing+like+this&status=closed'))
  const words = 'No accounts match "nothing like this" and your filters.'
  await expect(page.getByText(words, { exact: true })).toBeVisible()
  await expect(accountsStatusOf(page)).toHaveText(words.replace(/\.$/, ''))
  await expectAccessible(page, 'the search without a match')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(page.getByRole('row')).toHaveCount(51)
  await expect(searchOf(page)).toBeFocused()
  await expect(page).toHaveURL(accountsOf(mankato))
})

test('roles decide what is shown: numbers, balances, or masks', async ({ page }) => {
  await signIn(page, editor)
  await page.goto(accountsOf(mankato))
  expect((await readColumn(page, 'Number')).every((number) => /^\d{10}$/.test(number))).toBe(true)
  await page.goto(accountsOf(monett))
  expect((await readColumn(page, 'Number')).every((number) => /^••\d{4}$/.test(number))).toBe(true)
  expect((await readColumn(page, 'Balance')).every((text) => text.includes('$'))).toBe(true)
  await expectAccessible(page, 'the accounts')
})

test('without the permission to see balances each row says so, and nothing is sorted by them', async ({
  page,
}) => {
  await signIn(page, editor)
  await page.goto(accountsOf(durango))
  expect(new Set(await readColumn(page, 'Balance'))).toEqual(new Set(['Not permitted']))
  await expect(page.getByText("Balances aren't shown.")).toBeVisible()
  await expect(headerOf(page, 'Balance').getByRole('button')).toHaveCount(0)
  await expectAccessible(page, 'accounts without balances')
})

test('at 320 pixels what the columns said stands under the name, and the order has a choice', async ({
  page,
}) => {
  await signIn(page, reader)
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(accountsOf(mankato))
  const first = page.getByRole('rowheader').first()
  await expect(first).toContainText(/••\d{4}(Checking|Savings|Loan|Certificate)/)
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('Matures, latest first')
  await expect(page).toHaveURL(accountsOf(mankato, '?sort=-maturityOn'))
  await expect(first).toContainText(/Loan|Certificate/)
  await page.getByRole('button', { name: /^Your menu/ }).click()
  await expect(page.getByRole('banner').getByRole('link', { name: 'Accounts' })).toHaveAttribute(
    'href',
    accountsOf(mankato),
  )
})

test('two tabs at two institutions show their own accounts; a switch keeps the section', async ({
  page,
  context,
}) => {
  await signIn(page, reader)
  const other = await context.newPage()
  await page.goto(accountsOf(mankato))
  await other.goto(accountsOf(monett))
  const accounts = await Promise.all([page, other].map((tab) => readColumn(tab, 'Number')))
  expect(accounts[0]).not.toEqual(accounts[1])
  for (const tab of [page, other]) {
    await headerOf(tab, 'Type').getByRole('button').click()
    await expect(tab).toHaveURL(/\?sort=type$/)
  }
  for (const tab of [page, other]) await tab.goBack()
  expect(await Promise.all([page, other].map((tab) => readColumn(tab, 'Number')))).toEqual(accounts)

  await page.goto(accountsOf(mankato, '?q=cedar'))
  await page.keyboard.press('Control+k')
  await page.getByRole('option').filter({ hasText: monett.name }).first().click()
  await expect(page).toHaveURL(accountsOf(monett))
  expect(await readColumn(page, 'Number')).toEqual(accounts[1])
})

test.describe('refusals', () => {
  test.use({ expectedConsoleErrors: [/status of (403|50\d)/] })

  test('without the permission to see accounts nothing is offered but the way home', async ({
    page,
  }) => {
    await signIn(page, neither)
    await page.goto(accountsOf(mankato))
    await expect(page.getByText("You can't see accounts here").first()).toBeVisible()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
    await expect(searchOf(page)).toHaveCount(0)
    await expect(accountsStatusOf(page)).toHaveText("You can't see accounts here")
    await expectAccessible(page, 'the page without permission')
    await page.getByRole('link', { name: 'Go to home' }).click()
    await expect(page).toHaveURL(homeOf(mankato))
  })

  test('an order by balances that may not be seen gives way to that by names', async ({ page }) => {
    await signIn(page, editor)
    await page.goto(accountsOf(durango, '?q=dental&sort=-currentBalanceCents'))
    await expect(page).toHaveURL(accountsOf(durango, '?q=dental'))
    await expect(headerOf(page, 'Account')).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  })

  test('a failure says so, keeps what was typed, and can be tried again', async ({ page }) => {
    await signIn(page, reader)
    await page.goto(accountsOf(mankato))
    await readColumn(page, 'Account')
    await page.route('**/accounts/inquiry', (route) =>
      route.fulfill({ status: 502, json: { code: 'upstream_unreachable', requestId: 'req-1' } }),
    )
    await searchOf(page).fill('cedar')
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText("The accounts service isn't responding")
    await expect(alert).toContainText('req-1')
    await expect(searchOf(page)).toHaveValue('cedar')
    await expectAccessible(page, 'the accounts that cannot be had')
    await page.unroute('**/accounts/inquiry')
    await alert.getByRole('button', { name: 'Try again' }).click()
    for (const name of await readColumn(page, 'Account')) expect(name).toMatch(/cedar/i)
    await expect(alert).toHaveCount(0)
  })
})

test('a slow answer is spoken of, and the rows of before stay', async ({ page }) => {
  await signIn(page, reader)
  await page.goto(accountsOf(mankato))
  await readColumn(page, 'Account')
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await page.route('**/accounts/inquiry', async (route) => {
    await answered
    await route.continue()
  })
  await searchOf(page).fill('cedar')
  await expect(accountsStatusOf(page)).toHaveText('Loading accounts…')
  await expect(page.getByRole('region', { name: 'Accounts' })).toHaveAttribute('aria-busy', 'true')
  await expect(page.getByRole('row')).toHaveCount(51)
  await expect(accountsStatusOf(page)).toHaveText(/^Still loading/)
  answer()
  await expect(accountsStatusOf(page)).toHaveText(/match "cedar"$/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the shell stands and says what is missing', async ({ page }) => {
    await signIn(page, reader)
    await page.goto(accountsOf(mankato))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Accounts')
    await expect(page.locator('main noscript p')).toHaveText(
      'The list of accounts needs JavaScript.',
    )
    await expect(page.locator('main noscript p')).toBeVisible()
    await expect(page.getByRole('main').getByRole('searchbox')).toBeHidden()
  })
})

/** Documents and page data that are loaded from now on. */
function countDocuments(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => {
    const isPage = new URL(request.url()).pathname.startsWith('/i/')
    if (isPage) seen.push(`${request.resourceType()} ${request.url()}`)
  })
  return seen
}
