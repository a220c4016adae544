import type { Locator, Page } from '@playwright/test'
import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { expectAwake, fieldOf, rowsOf } from './picker-page.ts'
import { durango, few, homeOf, norfolk, thousands } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

test('the whole job works by keyboard alone', async ({ page }) => {
  await page.goto('/sign-in')
  await tabTo(page, page.getByRole('link', { name: 'Sign in with Jack Henry' }))
  await page.keyboard.press('Enter')

  await tabTo(page, page.getByLabel('Email'))
  await page.keyboard.type(few)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type('any password')
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL('/institutions')
  await tabTo(page, page.getByRole('link', { name: norfolk.name }))
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(homeOf(norfolk))
  await readAccounts(page)

  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search institutions' })).toBeFocused()
  await page.keyboard.type(durango.city)
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(homeOf(durango))
  await readAccounts(page)

  await tabTo(page, page.getByRole('button', { name: /^Your menu/ }))
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Sign out', exact: true }))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${appOrigin}/signed-out**`)
})

test('a known institution is six keys from the sign-in, another six to switch', async ({
  page,
}) => {
  const keys = countKeys(page)
  await signIn(page, thousands)
  await expectAwake(page)
  keys.count = 0
  for (const letter of 'tidew') await keys.press(letter)
  await keys.press('Enter')
  await expect(page).toHaveURL(homeOf(norfolk))
  await readAccounts(page)
  expect(keys.count).toBeLessThanOrEqual(6)

  keys.count = 0
  await keys.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search institutions' })).toBeFocused()
  for (const letter of 'blue') await keys.press(letter)
  await keys.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Blue/)
  expect(keys.count).toBeLessThanOrEqual(6)
})

test('a menu closes when the focus goes on, and a button at work keeps the focus', async ({
  page,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await tabTo(page, page.getByRole('button', { name: /^Your menu/ }))
  await page.keyboard.press('Enter')
  const signOut = page.getByRole('button', { name: 'Sign out' })
  await tabTo(page, signOut)
  await page.keyboard.press('Tab')
  await expect(signOut).toBeHidden()

  for (const name of ['Renew now', 'Run again']) {
    const button = page.getByRole('button', { name })
    await tabTo(page, button)
    await page.keyboard.press('Enter')
    await readAccounts(page)
    await expect(button).toBeFocused()
  }
  await expect(page.getByText('Session renewed.')).toBeVisible()
})

test('the first Tab of a page is "Skip to content", which goes there', async ({ page }) => {
  await signIn(page, few)
  for (const path of ['/institutions', homeOf(norfolk), '/profile']) {
    await page.goto(path)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to content' })
    await expect(skip).toBeFocused()
    await expect(skip).toBeInViewport()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
  }
})

test('Escape closes the menu and gives the focus back', async ({ page }) => {
  await signIn(page, few)
  const menu = page.getByRole('button', { name: /^Your menu/ })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await expect(menu).toBeFocused()
})

test('what has the focus is never hidden: through fifty rows and back', async ({ page }) => {
  await signIn(page, thousands)
  await expectAwake(page)
  await expect(rowsOf(page)).toHaveCount(50)
  // A row has two stops: its link, and its star after it.
  const stops = 2 * 50
  for (const key of ['Tab', 'Shift+Tab']) {
    const hidden: string[] = []
    for (let stop = 0; stop < stops; stop += 1) {
      await page.keyboard.press(key)
      const problem = await page.evaluate(describeHiddenFocus)
      if (problem !== null) hidden.push(`${key} ${stop}: ${problem}`)
    }
    expect(hidden).toEqual([])
    const end = key === 'Tab' ? rowsOf(page).last().getByRole('button') : fieldOf(page)
    await expect(end).toBeFocused()
  }
})

/** Runs in the page: null when what has the focus is in view from edge to edge, over everything else. */
function describeHiddenFocus(): string | null {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return 'nothing has the focus'
  const { left, top, right, bottom } = focused.getBoundingClientRect()
  // As far in as a round corner reaches.
  const corners = [
    [left + 4, top + 4],
    [right - 4, bottom - 4],
  ] as const
  for (const [x, y] of corners) {
    const on = document.elementFromPoint(x, y)
    if (on === null) return `out of view at ${Math.round(top)}`
    if (!focused.contains(on)) return `under ${on.outerHTML.slice(0, 80)}`
  }
  return null
}

/** A keyboard that counts: a chord is one press. */
function countKeys(page: Page) {
  const keys = {
    count: 0,
    async press(key: string) {
      keys.count += 1
      await page.keyboard.press(key)
    },
  }
  return keys
}

/** Presses Tab until the control has the focus, as a person would. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible()
  for (let presses = 0; presses < 40; presses += 1) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(control).toBeFocused()
}
