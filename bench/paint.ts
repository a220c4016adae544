import type { Browser, Page } from '@playwright/test'
import { median } from './median.ts'
import { asRatio, printProgress, printRow } from './print-row.ts'
import { startApplication } from './running-application.ts'
import { launchBrowser, signInAs, slowDown } from './slow-browser.ts'

const slowdown = 4
const rounds = 9
/** A page with the same frame and next to nothing in it. */
const emptyPage = '/no-such-page'

/** When a long list has been painted, as against a page that has none. */
export async function measurePaint(): Promise<void> {
  printProgress('largest contentful paint')
  const application = await startApplication({ portOffset: 5 })
  const browser = await launchBrowser()
  try {
    await comparePaints(browser, application.appUrl)
  } finally {
    await browser.close()
    await application.stop()
  }
}

async function comparePaints(browser: Browser, appUrl: string): Promise<void> {
  const page = await browser.newPage({ baseURL: appUrl })
  await signInAs(page, 'thousands@example.test')
  await slowDown(page, slowdown)
  const picker: number[] = []
  const empty: number[] = []
  // In turns, so that whatever else the machine does meets both.
  for (let round = 0; round <= rounds; round += 1) {
    const times = [
      await timeLargestPaint(page, '/institutions'),
      await timeLargestPaint(page, emptyPage),
    ]
    // The first of each fills caches.
    if (round === 0) continue
    picker.push(times[0] ?? Number.NaN)
    empty.push(times[1] ?? Number.NaN)
  }
  printRow({
    what: `largest contentful paint, picker of 10,000, times an empty page`,
    value: median(picker) / median(empty),
    format: asRatio,
    atMost: 1.5,
  })
}

async function timeLargestPaint(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: 'networkidle' })
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntries().at(-1)?.startTime ?? NaN),
        ).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      }),
  )
}
