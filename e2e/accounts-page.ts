import { expect, type Locator, type Page } from '@playwright/test'
import { homeOf } from './practice-people.ts'

/** Where the accounts of an institution are listed. */
export const accountsOf = (institution: { institutionId: string }, search = '') =>
  `${homeOf(institution)}/accounts${search}`

/** The search over the table. */
export function searchOf(page: Page): Locator {
  return page.getByRole('searchbox', { name: 'Search accounts' })
}

/** A column's header, by its words. */
export function headerOf(page: Page, name: string): Locator {
  return page.getByRole('columnheader', { name, exact: true })
}

/** The line that is spoken: the only live region of the page while nothing fails. */
export function accountsStatusOf(page: Page): Locator {
  return page.getByRole('main').getByRole('status')
}

/** The cells of a column, from the first row, once the rows are those that were asked for. */
export async function readColumn(page: Page, name: string): Promise<string[]> {
  const table = page.getByRole('table', { name: 'Accounts' })
  await expect(table).toBeVisible()
  await expect(page.locator('[aria-busy]')).toHaveCount(0)
  const headers = await table.getByRole('columnheader').allInnerTexts()
  const at = headers.map((header) => header.trim()).indexOf(name)
  expect(at, `a column ${name}`).toBeGreaterThanOrEqual(0)
  return table
    .locator('tbody tr')
    .evaluateAll(
      (rows, cell) => rows.map((row) => (row.children[cell] as HTMLElement).innerText.trim()),
      at,
    )
}
