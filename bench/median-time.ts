import type { TestBrowser } from '../simulator/test-browser.ts'
import { median } from './median.ts'

/** The median time of 50 requests, in milliseconds, after ten that are not counted. */
export async function medianTime(browser: TestBrowser, address: string): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 60; n += 1) {
    const started = performance.now()
    await browser.open(address)
    if (n >= 10) times.push(performance.now() - started)
  }
  return median(times)
}
