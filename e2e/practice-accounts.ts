import { expect, type Page } from '@playwright/test'
import { homeOf } from './practice-people.ts'
import { readAccounts } from './sign-in.ts'

/**
 * Opens one of the last accounts of an institution by name: what a test changes there is on no first page
 * that another test compares. Tests that run at once take different ones.
 *
 * @param fromEnd which, 1 for the very last
 * @returns its path
 */
export async function openLastAccount(
  page: Page,
  institution: { readonly institutionId: string },
  fromEnd = 1,
): Promise<string> {
  const home = homeOf(institution)
  const call = page.waitForRequest(/\/api\/bff\/[^?]*\/accounts$/)
  await page.goto(home)
  await readAccounts(page)
  const accountId = await page.evaluate(
    async ({ url, from }) => {
      const read = async (query: string) =>
        (await fetch(url + query, { headers: { 'X-CSRF': '1' } })).json()
      const { total } = await read('?limit=1')
      const { accounts } = await read(`?limit=1&offset=${total - from}`)
      return String(accounts[0].accountId)
    },
    { url: (await call).url(), from: fromEnd },
  )
  const path = `${home}/accounts/${accountId}`
  await page.goto(path)
  await expect(page.getByRole('region', { name: 'Dates' })).toBeVisible()
  return path
}
