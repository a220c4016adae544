import type { Page, Request } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { durango, few, homeOf, monett, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

test('two tabs at two institutions, taking turns: no request of one carries the id of the other', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const other = await context.newPage()
  const tabs = [
    { tab: page, at: norfolk, foreign: durango, sent: noteRequests(page) },
    { tab: other, at: durango, foreign: norfolk, sent: noteRequests(other) },
  ]
  for (const { tab, at } of tabs) await tab.goto(homeOf(at))
  const accounts = await Promise.all(tabs.map(({ tab }) => readAccounts(tab)))
  expect(accounts[0]).not.toEqual(accounts[1])

  for (let turn = 0; turn < 3; turn += 1) {
    for (const { tab } of tabs) {
      await tab.getByRole('button', { name: 'Run again' }).click()
      await tab.getByRole('button', { name: 'Renew now' }).click()
    }
    expect(await Promise.all(tabs.map(({ tab }) => readAccounts(tab)))).toEqual(accounts)
  }
  await Promise.all(tabs.map(({ tab }) => tab.reload()))
  expect(await Promise.all(tabs.map(({ tab }) => readAccounts(tab)))).toEqual(accounts)

  for (const { tab, at, foreign, sent } of tabs) {
    const texts = await Promise.all(sent.map(describeRequest))
    expect(texts.filter((text) => text.includes(at.institutionId)).length).toBeGreaterThan(3)
    expect(texts.filter((text) => text.includes(foreign.institutionId))).toEqual([])
    await expectNothingOf(tab, foreign)
  }
})

test('after a switch nothing of the institution before is on the page, Back and forth', async ({
  page,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const before = await readAccounts(page)
  await page.getByRole('button', { name: /^Institution:/ }).click()
  const option = page.getByRole('option').filter({ hasText: monett.name }).first()
  await Promise.all([page.waitForURL(homeOf(monett)), option.click()])
  expect(await readAccounts(page)).not.toEqual(before)
  await expectNothingOf(page, norfolk)

  await page.goBack()
  await expect(page).toHaveURL(homeOf(norfolk))
  expect(await readAccounts(page)).toEqual(before)
  await expectNothingOf(page, monett)
})

/**
 * Neither what is seen nor what is hidden. The data of the page's scripts hold the session view, and
 * so the ids of other institutions that are open; but no name.
 */
async function expectNothingOf(
  page: Page,
  { institutionId, name }: { institutionId: string; name: string },
): Promise<void> {
  expect(await page.content()).not.toContain(name)
  const withoutScripts = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement
    for (const script of copy.querySelectorAll('script')) script.remove()
    return copy.outerHTML
  })
  expect(withoutScripts).not.toContain(institutionId)
}

function noteRequests(page: Page): Request[] {
  const sent: Request[] = []
  page.on('request', (request) => sent.push(request))
  return sent
}

/** All of a request but its cookies, which hold the recent institutions of every tab. */
async function describeRequest(request: Request): Promise<string> {
  const { cookie: _, ...headers } = await request.allHeaders()
  return [request.url(), JSON.stringify(headers), request.postData() ?? ''].join('\n')
}
