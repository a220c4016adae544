import { expect, type Locator, type Page } from '@playwright/test'
import { adoptStyle } from './layout.ts'

/** The search field of the picker, by its label. */
export function fieldOf(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Search by name, city, ID or routing number' })
}

/** The rows of all lists of the picker. */
export function rowsOf(page: Page): Locator {
  return page.getByRole('main').getByRole('listitem')
}

/** The links of these rows, without the stars. */
export function linksOf(page: Page): Locator {
  return rowsOf(page).getByRole('link')
}

/** What went wrong, above the list or in its place. */
export function alertOf(page: Page): Locator {
  return page.getByRole('main').getByRole('alert')
}

/** The line that says how many there are; the only region of the page that speaks of it. */
export function statusOf(page: Page): Locator {
  return page.getByRole('main').getByRole('status')
}

/** Waits until the page has woken up: it puts the focus into the search by itself. */
export async function expectAwake(page: Page): Promise<void> {
  await expect(fieldOf(page)).toBeFocused()
}

/** The names of rows in order, each with its second line. */
export async function readRows(page: Page): Promise<{ name: string; details: string }[]> {
  await adoptStyle(page, '')
  const texts = await linksOf(page).evaluateAll((links) =>
    links.map((link) => (link as HTMLElement).innerText.split('\n')),
  )
  return texts.map((lines) => ({ name: lines.at(-2) ?? '', details: lines.at(-1) ?? '' }))
}
