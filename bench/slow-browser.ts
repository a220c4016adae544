import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page, type Response } from '@playwright/test'

/** A real browser, as the tests start it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** Goes through the provider's form to the picker. */
export async function signInAs(page: Page, email: string): Promise<void> {
  await page.goto('/api/oidc/authorize')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill('x')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL('**/institutions')
}

/** Slows the page's processor down from now on. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: times })
}

/**
 * Milliseconds from each key's going down to the next paint, as the Event Timing API has them, in
 * steps of eight; what takes less than 16 it does not tell, so that counts as 16.
 */
export async function timeKeys(page: Page, keys: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (entry.name === 'keydown') times.push(entry.duration)
    })
    observer.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit)
    Object.assign(window, { keyTimes: times })
  })
  for (const key of keys) {
    await page.keyboard.press(key)
    await page.waitForTimeout(120)
  }
  await page.waitForTimeout(1_000)
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
  return [...times, ...Array.from({ length: Math.max(0, keys.length - times.length) }, () => 16)]
}

/** Adds up the scripts that a page loads from now on, in bytes of gzip. */
export function countScripts(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (/\/_next\/static\/.*\.js$/.test(response.url())) sizes.push(gzipBytes(response))
  })
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

async function gzipBytes(response: Response): Promise<number> {
  return gzipSync(await response.body(), { level: 9 }).byteLength
}
