import { gzipSync } from 'node:zlib'
import type { APIRequestContext, Page } from '@playwright/test'
import { firstLoadBudgets, laterBudgets } from '../bench/budgets.ts'
import { measureFirstLoad } from '../bench/first-load.ts'
import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { few, homeOf, many, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

// Sizes alone, of the build that the run uses; times are for `npm run bench`.

const kilobyte = 1_000

test('scripts and styles of each page stay within their budgets', async ({ page }) => {
  const browser = openerOf(page.request)
  const signInPage = await measureFirstLoad(browser, `${appOrigin}/sign-in`)
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const picker = await measureFirstLoad(browser, `${appOrigin}/institutions`)
  const home = await measureFirstLoad(browser, `${appOrigin}${homeOf(norfolk)}`)
  const accounts = await measureFirstLoad(browser, `${appOrigin}${homeOf(norfolk)}/accounts`)
  const oneAccount = `${homeOf(norfolk)}/accounts/00112233445566aa`
  const account = await measureFirstLoad(browser, `${appOrigin}${oneAccount}`)
  for (const [what, { scripts, styles }, budget] of [
    ['sign-in', signInPage, firstLoadBudgets.signIn],
    ['picker', picker, firstLoadBudgets.picker],
    ['institution home', home, firstLoadBudgets.institutionHome],
    ['accounts', accounts, firstLoadBudgets.accounts],
    ['an account', account, firstLoadBudgets.account],
  ] as const) {
    // Next.js and React alone are more: less would be a measurement of nothing.
    expect(scripts, `scripts of ${what}`).toBeGreaterThan(100 * kilobyte)
    expect(scripts, `scripts of ${what}`).toBeLessThanOrEqual(budget * kilobyte)
    expect(styles, `styles of ${what}`).toBeGreaterThan(kilobyte)
    expect(styles, `styles of ${what}`).toBeLessThanOrEqual(firstLoadBudgets.styles * kilobyte)
  }
})

test('the switcher and a whole list stay within theirs', async ({ page }) => {
  await signIn(page, many)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const later = noteScripts(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('option')).toHaveCount(51)
  // The route answers with a gzip file, so its length is what travels.
  const list = await page.request.get('/api/institutions/list')
  expect((await list.body()).byteLength).toBeGreaterThan(kilobyte)
  expect((await list.body()).byteLength).toBeLessThanOrEqual(
    laterBudgets.institutionList * kilobyte,
  )
  const sizes = await Promise.all(later.map(async (address) => gzipSize(page.request, address)))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  expect(bytes).toBeGreaterThan(20 * kilobyte)
  expect(bytes).toBeLessThanOrEqual(laterBudgets.switcher * kilobyte)
})

function openerOf(request: APIRequestContext) {
  return {
    async open(address: string) {
      const response = await request.get(address)
      expect(response.url()).toBe(address)
      return { markup: await response.text(), url: new URL(address) }
    },
  }
}

function noteScripts(page: Page): string[] {
  const addresses: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') addresses.push(request.url())
  })
  return addresses
}

async function gzipSize(request: APIRequestContext, address: string): Promise<number> {
  const response = await request.get(address)
  return gzipSync(await response.body(), { level: 9 }).byteLength
}
