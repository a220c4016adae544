import { expectSpokenOnce, recordAnnouncements, takeWords } from './announcements.ts'
import { expect, test } from './fixtures/test.ts'
import { expectAwake, fieldOf, linksOf, readRows, rowsOf, statusOf } from './picker-page.ts'
import {
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

const last = institutionAt(9_999)

test('10,000 are searched by name, city, id and routing number, and marked where they match', async ({
  page,
}) => {
  await signIn(page, thousands)
  await expectAwake(page)
  const row = page.locator(`a[href="${homeOf(last)}"]`)
  for (const query of [`${last.name} ${last.city}`, last.institutionId, last.routingNumber]) {
    await fieldOf(page).fill(query)
    await expect(row).toBeVisible()
    await expect(page).toHaveURL((url) => url.searchParams.get('q') === query)
  }
  await expect(row.locator('mark')).toHaveText([last.routingNumber])
  await fieldOf(page).fill(last.city)
  await expect(statusOf(page)).toHaveText(
    new RegExp(`^[\\d,]+ institutions match "${last.city}"\\. Press Enter to open `),
  )
})

test('twins show their ids also where a search finds both, among 10,000', async ({ page }) => {
  await signIn(page, thousands)
  await expectAwake(page)
  await fieldOf(page).fill('prairie state bank trust')
  await expect(statusOf(page)).toContainText('institutions match')
  const twins = (await readRows(page)).filter(({ name }) => name === mankato.name)
  expect(twins).toHaveLength(2)
  for (const { details } of twins) expect(details).toContain('ID ')
})

test('Enter opens the result that the status names; Back brings the search back', async ({
  page,
}) => {
  await signIn(page, thousands)
  await expectAwake(page)
  const entries = await page.evaluate(() => history.length)
  await page.keyboard.type('tidewater teachers')
  await expect(statusOf(page)).toContainText('"tidewater teachers". Press Enter to open ')
  const [, named = ''] =
    (await statusOf(page).innerText()).match(/Press Enter to open (.*)\.$/) ?? []
  const href = await linksOf(page).first().getAttribute('href')
  const [first] = await readRows(page)
  expect(named.startsWith(`${first?.name}, `)).toBe(true)
  // The address follows the search, and no letter is a step of history.
  await expect(page).toHaveURL('/institutions?q=tidewater+teachers')
  expect(await page.evaluate(() => history.length)).toBe(entries)

  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(href ?? 'nowhere')
  await page.goBack()
  await expect(page).toHaveURL('/institutions?q=tidewater+teachers')
  await expect(fieldOf(page)).toHaveValue('tidewater teachers')
  await expect.poll(async () => (await readRows(page))[0]).toEqual(first)
})

test('Enter on an empty field does nothing, and before an answer it waits for it', async ({
  page,
}) => {
  await signIn(page, thousands)
  await expectAwake(page)
  await page.evaluate(() => Object.assign(window, { isSamePage: true }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('   ')
  await page.keyboard.press('Enter')
  await expect(rowsOf(page)).toHaveCount(50)
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
  await expect(page).toHaveURL('/institutions')

  await page.keyboard.type(last.routingNumber)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(homeOf(last))
})

test('a search without a match says so once for the eye, once for the ear, and can be cleared', async ({
  page,
}) => {
  await signIn(page, many)
  await expectAwake(page)
  const words = 'No institutions match "cedr".'
  await fieldOf(page).fill('cedr')
  await expect(statusOf(page)).toHaveText(words)
  // The line that is read out is not the one that is seen.
  await expect(page.getByRole('main').getByText(words)).toHaveCount(2)
  await expect(page.getByRole('main')).toContainText(
    'Check the spelling, or search by ID or routing number. Missing one? Ask your administrator for access.',
  )
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(fieldOf(page)).toHaveValue('')
  await expect(fieldOf(page)).toBeFocused()
  await expect(page).toHaveURL('/institutions')
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
})

test('10,000 characters are a search like any other', async ({ page }) => {
  await signIn(page, thousands)
  await expectAwake(page)
  // As part of an address they would be 40,000 more: accents are written as six.
  await fieldOf(page).fill('präirîé '.repeat(1_250))
  await expect(statusOf(page)).toContainText('match "präirîé präirîé')
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(statusOf(page)).toContainText('match "präirîé präirîé')
  // The page says so before its scripts listen.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByText('Showing 50 of 10,000.')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
})

test('what is typed is spoken of once, after typing has stopped', async ({ page }) => {
  await recordAnnouncements(page)
  for (const person of [many, thousands]) {
    await page.context().clearCookies()
    await signIn(page, person)
    await expectAwake(page)
    await expect(statusOf(page)).toHaveText(/^[\d,]+ institutions$/)
    // A list that can be searched in the browser has come by then.
    await page.waitForTimeout(800)
    await takeWords(page)

    await expectSpokenOnce(
      page,
      'tidewater',
      /^[\d,]+ institutions? match(es)? "tidewater"\. Press Enter to open /,
    )
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await expect(fieldOf(page)).toBeFocused()
    await page.waitForTimeout(600)
    expect(await takeWords(page), 'keys that change nothing').toEqual([])

    await page.keyboard.press('Escape')
    await page.waitForTimeout(700)
    expect(await takeWords(page), person).toEqual([expect.stringMatching(/^[\d,]+ institutions$/)])
  }
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
    await fieldOf(page).fill(norfolk.routingNumber)
    await expect(rowsOf(page)).toHaveCount(1)
    await expect(rowsOf(page).locator('mark')).toHaveText(norfolk.routingNumber)
    expect(searches).toEqual(isLocal ? [] : [norfolk.routingNumber])
  })
}

test('who cannot open an institution is told so on the list', async ({ page }) => {
  await signIn(page, few)
  await page.goto(`/institutions?from=${duluth.institutionId}`)
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toHaveText("That institution isn't available to you.")
  await expect(rowsOf(page)).toHaveCount(5)
  // One that is on the list is not a reason to say anything.
  await page.goto(`/institutions?from=${norfolk.institutionId}`)
  await expect(rowsOf(page)).toHaveCount(5)
  await expect(alert).toHaveCount(0)
})
