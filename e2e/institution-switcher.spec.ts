import type { Page } from '@playwright/test'
import { expectSpokenOnce, recordAnnouncements, takeWords } from './announcements.ts'
import { expect, test } from './fixtures/test.ts'
import {
  dozen,
  duluth,
  durango,
  few,
  homeOf,
  institutionAt,
  many,
  norfolk,
  one,
  thousands,
} from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

const last = institutionAt(9_999)

test('one institution is a text, not a control', async ({ page }) => {
  await signIn(page, one)
  await expect(page.getByRole('banner')).toContainText(duluth.name)
  await expect(triggerOf(page)).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

for (const [person, count, options] of [
  [few, '5 institutions', 5],
  [dozen, '12 institutions', 12],
  [many, 'First 50 of 1,204 institutions', 50],
  [thousands, 'First 50 of 10,000 institutions', 50],
] as const) {
  test(`${person}: ${count}, and all of it by keyboard alone`, async ({ page }) => {
    await signIn(page, person)
    await page.goto(homeOf(durango))
    await readAccounts(page)
    await page.keyboard.press('Control+k')
    await expect(fieldOf(page)).toBeFocused()
    await expect(page.getByRole('dialog', { name: 'Switch institution' })).toContainText(count)
    // The page's own institution is also the most recent one.
    await expect(page.getByRole('option')).toHaveCount(options + 1)

    const target = person === thousands ? last : norfolk
    await page.evaluate(() => Object.assign(window, { isSamePage: true }))
    await page.keyboard.type(target.routingNumber)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(homeOf(target))
    await expect(page.getByRole('heading', { level: 1, name: target.name })).toBeVisible()
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(false)
  })
}

test('Tab goes on to the whole list, and back', async ({ page }) => {
  await openAt(page, many, norfolk)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'All institutions' })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await expect(fieldOf(page)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/institutions')
})

test('Escape gives the focus back, and the next time the search is empty', async ({ page }) => {
  await openAt(page, many, norfolk)
  await triggerOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(fieldOf(page)).toBeFocused()
  await page.keyboard.type('cedar')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(triggerOf(page)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(fieldOf(page)).toBeFocused()
  await expect(fieldOf(page)).toHaveValue('')
})

test('arrow keys choose, Ctrl+Enter opens a new tab and leaves this one', async ({
  page,
  context,
}) => {
  await openAt(page, few, norfolk)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option')).toHaveCount(6)
  await page.keyboard.type(durango.city)
  await expect(page.getByRole('option')).toHaveCount(1)
  const opened = context.waitForEvent('page')
  await page.keyboard.press('Control+Enter')
  const tab = await opened
  await expect(tab).toHaveURL(homeOf(durango))
  await expect(page).toHaveURL(homeOf(norfolk))

  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('option')).toHaveCount(6)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  const chosen = page.locator('[role=option][data-highlighted]')
  const href = (await chosen.getAttribute('href')) ?? ''
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(href)
})

test('the current institution is marked where it stands; a click elsewhere closes', async ({
  page,
}) => {
  await openAt(page, dozen, norfolk)
  await triggerOf(page).click()
  const current = page.getByRole('option').filter({ hasText: 'Current' })
  await expect(current).toHaveCount(2)
  await expect(current.first()).toContainText(norfolk.name)
  await triggerOf(page).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await triggerOf(page).click()
  await expect(fieldOf(page)).toBeFocused()
  await page.mouse.click(1_200, 650)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('a search without a match says so, and "All institutions" leads to the list', async ({
  page,
}) => {
  await openAt(page, thousands, norfolk)
  await page.keyboard.press('Control+k')
  await expect(fieldOf(page)).toBeFocused()
  await page.keyboard.type('no such institution')
  await expect(page.getByRole('dialog')).toContainText(
    'No institutions match "no such institution".',
  )
  await page.keyboard.press('Enter')
  await expect(fieldOf(page)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'All institutions' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/institutions')
})

test('what is typed is spoken of once, after typing has stopped', async ({ page }) => {
  await recordAnnouncements(page)
  await openAt(page, many, norfolk)
  await readAccounts(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option')).toHaveCount(51)
  // The whole list has come by then.
  await page.waitForTimeout(1_000)
  expect(await takeWords(page)).toContain('First 50 of 1,204 institutions')
  await expectSpokenOnce(
    page,
    'tidewater',
    /^1 institution matches\. Enter opens Tidewater Teachers/,
  )
})

test('pages without an institution offer to choose one, the list itself does not', async ({
  page,
}) => {
  await signIn(page, few)
  await expect(triggerOf(page)).toHaveCount(0)
  await page.goto('/profile')
  await expect(triggerOf(page)).toHaveAccessibleName('Institution: No institution selected')
  await triggerOf(page).click()
  await page.getByRole('option').filter({ hasText: durango.name }).click()
  await expect(page).toHaveURL(homeOf(durango))
})

test.describe('the section in use', () => {
  test.use({ expectedConsoleErrors: [/status of 404/] })

  test('is kept if every institution has it, and an id never', async ({ page }) => {
    await signIn(page, few)
    for (const [from, to] of [
      ['/accounts', '/accounts'],
      ['/accounts/4711', ''],
      ['/members', ''],
    ]) {
      await page.goto(`${homeOf(norfolk)}${from}`)
      await expect(triggerOf(page)).toBeVisible()
      await page.keyboard.press('Control+k')
      await expect(
        page.getByRole('option').filter({ hasText: durango.name }).first(),
      ).toHaveAttribute('href', `${homeOf(durango)}${to}`)
    }
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('it is a link to the list', async ({ page }) => {
    await signIn(page, few)
    await page.goto(homeOf(norfolk))
    await page.getByRole('link', { name: `Institution: ${norfolk.name}` }).click()
    await expect(page).toHaveURL('/institutions')
  })
})

async function openAt(
  page: Page,
  person: string,
  institution: { institutionId: string; name: string },
) {
  await signIn(page, person)
  await page.goto(homeOf(institution))
  await expect(page.getByRole('heading', { level: 1, name: institution.name })).toBeVisible()
  // A link until the page has woken up.
  await expect(triggerOf(page)).toBeVisible()
}

function triggerOf(page: Page) {
  return page.getByRole('button', { name: /^Institution:/ })
}

function fieldOf(page: Page) {
  return page.getByRole('combobox', { name: 'Search institutions' })
}
