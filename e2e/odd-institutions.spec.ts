import { waitUntilReady } from '../scripts/wait-until-ready.ts'
import type { Institution } from '../simulator/institutions.ts'
import { createTemporaryFile, type TemporaryFile } from '../testing/temporary-file.ts'
import { instances } from './addresses.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { type LaunchedInstance, launchInstance, startLimitMs } from './launch-instance.ts'
import { alertOf, expectAwake, fieldOf, linksOf, rowsOf, statusOf } from './picker-page.ts'
import { dozen, few, homeOf, institutionAt, mankato, norfolk, salina } from './practice-people.ts'
import { expectSignedInAs } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

// An application with a list of its own: what real lists hold, and what no practice list does.

const { listed } = instances

const oddNames = {
  markup: `<img src=x onerror="document.title='planted'"> Trust & "Sons" <b>Bank</b> {{7*7}}`,
  rightToLeft: 'بنك الشرق الأوسط – شعبة المزارعين',
  emoji: '🏦 Família Peñasco 👩‍👩‍👧‍👦 Credit Union 🇺🇸',
  long: 'Llanfairpwllgwyngyll'.repeat(15),
} as const
const [markup, rightToLeft, emoji, long] = Object.values(oddNames).map(
  (name, index): Institution => ({ ...institutionAt(6 + index), name }),
) as [Institution, Institution, Institution, Institution]
const bare = { institutionId: institutionAt(10).institutionId, name: 'Nothing But a Name Bank' }
const ordinary = [1, 2, 4, 5, 11].map(institutionAt)
const ofDozen = [markup, rightToLeft, emoji, long, bare, ...ordinary]

test.describe.configure({ mode: 'default', timeout: 60_000 })
test.use({ baseURL: listed.origin, expectedConsoleErrors: [/status of 404/] })

let application: LaunchedInstance
let file: TemporaryFile
test.beforeAll(async () => {
  test.setTimeout(startLimitMs)
  file = createTemporaryFile(listFor(ofDozen))
  application = launchInstance({
    ...listed,
    environment: { ...listed.environment, INSTITUTIONS_FILE: file.path },
  })
  await waitUntilReady(`${listed.origin}/api/health/ready`)
})
test.afterAll(async () => {
  await application?.end()
  file?.remove()
})

test('two of the same name: a list alone, whose rows show their ids', async ({ page }) => {
  await signIn(page, few)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Choose an institution')
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(page.getByRole('searchbox')).toHaveCount(0)
  await expect(page.locator('body')).toBeFocused()
  for (const twin of [mankato, salina]) {
    await expect(linksOf(page).filter({ hasText: twin.city })).toContainText(
      `ID ${twin.institutionId}`,
    )
  }
  await expectAccessible(page, 'the list of two')
  await linksOf(page).filter({ hasText: salina.city }).click()
  await expect(page).toHaveURL(homeOf(salina))
  await readAccounts(page)
})

test('names with markup, right-to-left, emoji and of 300 characters are text like any other', async ({
  page,
}) => {
  await signIn(page, dozen)
  await expectAwake(page)
  await expect(rowsOf(page)).toHaveCount(ofDozen.length)
  for (const { institutionId, name } of ofDozen) {
    await expect(page.locator(`a[href="${homeOf({ institutionId })}"]`)).toContainText(name)
  }
  // Of one without a place or a number there is nothing to show but its id.
  await expect(linksOf(page).filter({ hasText: bare.name })).toContainText(
    `ID ${bare.institutionId}`,
  )
  await expect(page.locator('main img, main b')).toHaveCount(0)
  await expect(page).toHaveTitle(/^Choose an institution/)
  await expectAccessible(page, 'a list of odd names')

  for (const [query, wanted] of [
    ['trust and sons', markup],
    ['الشرق', rightToLeft],
    ['familia penasco', emoji],
    ['llanfairpwll', long],
  ] as const) {
    await fieldOf(page).fill(query)
    await expect(rowsOf(page)).toHaveCount(1)
    await expect(linksOf(page)).toHaveAttribute('href', homeOf(wanted))
    await expect(statusOf(page)).toContainText(`Press Enter to open ${wanted.name}`)
  }
})

test('their pages, and the switcher among them', async ({ page }) => {
  await signIn(page, dozen)
  for (const { institutionId, name } of [markup, rightToLeft, emoji, long]) {
    await page.goto(homeOf({ institutionId }))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    expect((await page.title()).startsWith(name)).toBe(true)
    await expect(
      page.getByRole('button', { name: `Institution: ${name}`, exact: true }),
    ).toBeVisible()
    await readAccounts(page)
  }
  await expectAccessible(page, 'the home of a long name')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option')).toHaveCount(ofDozen.length + 4)
  await expectAccessible(page, 'the switcher among odd names')
})

test('access removed between two clicks is explained, by name; the others go on', async ({
  page,
  context,
}) => {
  await signIn(page, dozen)
  await expectAwake(page)
  await page.getByRole('button', { name: `Pin ${norfolk.name}` }).click()
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const other = await context.newPage()
  const [remaining] = ordinary
  if (remaining === undefined) throw new Error('nothing remains')
  await other.goto(homeOf(remaining))
  const accounts = await readAccounts(other)

  file.write(
    listFor(ofDozen.filter(({ institutionId }) => institutionId !== norfolk.institutionId)),
  )
  await expect
    .poll(async () => {
      const answer = await context.request.get('/api/institutions')
      const { total }: { total: number } = await answer.json()
      return total
    })
    .toBe(ofDozen.length - 1)

  const answer = await page.reload()
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "This institution isn't available to you",
  )
  await page.getByRole('main').getByRole('link', { name: 'Choose an institution' }).click()
  await expect(alertOf(page)).toHaveText(
    `You no longer have access to ${norfolk.name}. If that's unexpected, contact its administrator.`,
  )
  await expectAccessible(page, 'the list after access was removed')
  await expect(rowsOf(page).filter({ hasText: norfolk.name })).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Pinned' })).toHaveCount(0)
  await fieldOf(page).fill(norfolk.name)
  await expect(page.getByText('No institutions match').first()).toBeVisible()

  await other.getByRole('button', { name: 'Run again' }).click()
  expect(await readAccounts(other)).toEqual(accounts)
  await other.reload()
  expect(await readAccounts(other)).toEqual(accounts)
  await expectSignedInAs(context, dozen)
})

function listFor(institutions: readonly Pick<Institution, 'institutionId' | 'name'>[]) {
  const ids = (list: readonly { institutionId: string }[]) =>
    list.map(({ institutionId }) => institutionId)
  return {
    institutions: [...institutions, mankato, salina],
    users: { [few]: ids([mankato, salina]), [dozen]: ids(institutions) },
  }
}
