import type { Browser } from '@playwright/test'
import { median } from './median.ts'
import { inKilobytes, inMilliseconds, printProgress, printRow } from './print-row.ts'
import { type RunningApplication, startApplication } from './running-application.ts'
import { countScripts, launchBrowser, signInAs, slowDown, timeKeys } from './slow-browser.ts'

const slowdown = 4
const keys = [...'cedar', 'Space', ...'falls', ...Array<string>(6).fill('Backspace')]

/** How fast picker and switcher answer a key, in a browser on a slow machine. */
export async function measureTyping(): Promise<void> {
  printProgress('typing in a browser')
  const application = await startApplication({ portOffset: 3 })
  const browser = await launchBrowser()
  try {
    await measurePerson(browser, application, ['thousands@example.test', '10,000 institutions'])
    await measurePerson(browser, application, ['many@example.test', '1,204 institutions'])
  } finally {
    await browser.close()
    await application.stop()
  }
}

async function measurePerson(
  browser: Browser,
  { appUrl }: RunningApplication,
  [email, what]: [email: string, what: string],
): Promise<void> {
  const page = await browser.newPage({ baseURL: appUrl })
  await signInAs(page, email)
  // What loads when there is time has loaded.
  await page.waitForTimeout(2_000)
  const home = (await page.locator('main li > a').first().getAttribute('href')) ?? ''
  await slowDown(page, slowdown)
  await page.getByRole('searchbox').focus()
  printTimes(`key to paint, picker of ${what}`, await timeKeys(page, keys))

  await page.goto(home)
  await page.getByRole('table', { name: 'Accounts' }).waitFor()
  await page.waitForTimeout(1_000)
  const lazyBytes = countScripts(page)
  const [first = 0] = await timeKeys(page, ['Control+k'])
  await page.getByRole('option').first().waitFor()
  const scripts = await lazyBytes()
  const again: number[] = []
  for (let n = 0; n < 7; n += 1) {
    await page.keyboard.press('Escape')
    await page.waitForTimeout(300)
    // The list appears in one of the paints after the key: the slowest counts.
    again.push(Math.max(...(await timeKeys(page, ['Control+k']))))
  }
  printRow({
    what: 'scripts of the switcher, when it is wanted (gzip)',
    value: scripts,
    format: inKilobytes,
    atMost: 75_000,
  })
  printRow({ what: `switcher of ${what}, first opening`, value: first, format: inMilliseconds })
  printRow({
    what: `switcher of ${what}, later openings, median`,
    value: median(again),
    format: inMilliseconds,
    atMost: 200,
  })
  printTimes(`key to paint, switcher of ${what}`, await timeKeys(page, keys))
  await page.context().close()
}

function printTimes(what: string, times: readonly number[]): void {
  const rows: [string, number, number][] = [
    ['median', median(times), 100],
    ['worst', Math.max(...times), 200],
  ]
  for (const [which, value, atMost] of rows) {
    printRow({
      what: `${what}, ${slowdown}× slower, ${which}`,
      value,
      format: inMilliseconds,
      atMost,
    })
  }
}
