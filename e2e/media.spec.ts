import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { expectAwake, linksOf } from './picker-page.ts'
import { few, homeOf, many, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

test('forced colors: what has the focus, what is chosen and what is pinned can be told', async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto('/sign-in')
  await expectVisibleFocus(page, 4)
  await signIn(page, many)
  await expectAwake(page)
  await expectVisibleFocus(page, 8)

  await test.step('a star that is filled differs in shape, not in color alone', async () => {
    const star = page.getByRole('button', { name: /^Pin / }).first()
    const fillOf = () => star.locator('svg').evaluate((svg) => getComputedStyle(svg).fill)
    await star.focus()
    const empty = await fillOf()
    await star.click()
    await expect(page.getByRole('list', { name: 'Pinned' })).toBeVisible()
    expect(empty).toBe('none')
    expect(await fillOf()).not.toBe('none')
  })

  await test.step('the option that Enter takes has the colors of a selection', async () => {
    await page.goto(homeOf(norfolk))
    await readAccounts(page)
    await expectVisibleFocus(page, 8)
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('option')).toHaveCount(52)
    await page.keyboard.press('ArrowDown')
    const chosen = page.locator('[role=option][data-highlighted]')
    await expect(chosen).toHaveCount(1)
    const other = page.locator('[role=option]:not([data-highlighted])').first()
    const [look, otherLook] = await Promise.all(
      [chosen, other].map((option) =>
        option.evaluate((element) => {
          const { backgroundColor, outlineStyle } = getComputedStyle(element)
          return { backgroundColor, outlineStyle }
        }),
      ),
    )
    expect(look?.backgroundColor).not.toBe(otherLook?.backgroundColor)
    expect(look?.outlineStyle).toBe('solid')
  })
})

test('reduced motion: nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const moved = await page.evaluate(() => {
    const seconds = (times: string) => Math.max(...times.split(',').map(Number.parseFloat))
    return [...document.querySelectorAll('*')]
      .map((element) => ({ element, style: getComputedStyle(element) }))
      .filter(
        ({ style }) =>
          seconds(style.transitionDuration) > 0.01 ||
          (style.animationName !== 'none' && seconds(style.animationDuration) > 0.01),
      )
      .map(({ element }) => element.outerHTML.slice(0, 80))
  })
  expect(moved).toEqual([])
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
})

test('print: where and who, the whole of what is shown, and no controls', async ({ page }) => {
  await signIn(page, many)
  await expectAwake(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
  await expect(linksOf(page).last()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Pin / }).first()).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()

  await page.emulateMedia({ media: null })
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await page.emulateMedia({ media: 'print' })
  const header = page.getByRole('banner')
  await expect(header).toContainText(norfolk.name)
  await expect(header).toContainText(`ID ${norfolk.institutionId}`)
  await expect(header.getByText(many).filter({ visible: true })).toHaveCount(1)
  for (const name of ['Run again', /^Your menu/]) {
    await expect(page.getByRole('button', { name })).toBeHidden()
  }
  const repeated = await page
    .getByRole('table', { name: 'Accounts' })
    .locator('thead')
    .evaluate((head) => getComputedStyle(head).display)
  expect(repeated).toBe('table-header-group')
  // A header that stays would lie on the text of every sheet.
  expect(await header.evaluate((element) => getComputedStyle(element).position)).toBe('static')
})

/** Each of the next stops of Tab has an outline of two pixels that differs from what is behind it. */
async function expectVisibleFocus(page: Page, stops: number): Promise<void> {
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) continue
    const look = await focused.evaluate((element) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
      return { outlineStyle, width: Number.parseFloat(outlineWidth), outlineColor }
    })
    const what = `the focus on ${await focused.evaluate((element) => element.outerHTML.slice(0, 80))}`
    expect(look.outlineStyle, what).toBe('solid')
    expect(look.width, what).toBeGreaterThanOrEqual(2)
    expect(look.outlineColor, what).not.toMatch(/transparent|rgba\(.*, 0\)/)
  }
}
