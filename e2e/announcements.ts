import { expect, type Page } from '@playwright/test'

interface Announcement {
  readonly text: string
  /** Milliseconds since the page began. */
  readonly at: number
  /** Milliseconds since a key went down. */
  readonly sinceKey: number
}

declare global {
  interface Window {
    announcements: Announcement[]
  }
}

/** Notes from now on, on every page, what each live region says whenever its text changes. */
export async function recordAnnouncements(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const live = '[role=status], [role=alert], [aria-live=polite], [aria-live=assertive]'
    const said = new WeakMap<Element, string>()
    let keyAt = Number.NEGATIVE_INFINITY
    window.announcements = []
    window.addEventListener('keydown', () => (keyAt = performance.now()), true)
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(live)) {
        const text = region.textContent?.trim() ?? ''
        if (said.get(region) === text) continue
        said.set(region, text)
        const at = performance.now()
        if (text !== '') window.announcements.push({ text, at, sinceKey: at - keyAt })
      }
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
}

/** What the page has said since it was last asked, and forgets it. */
export async function takeAnnouncements(page: Page): Promise<Announcement[]> {
  return page.evaluate(() => window.announcements.splice(0))
}

/** The words alone. */
export async function takeWords(page: Page): Promise<string[]> {
  return (await takeAnnouncements(page)).map(({ text }) => text)
}

/**
 * Types as a person does, and expects the page to speak once, of the whole, half a second after the
 * last key; and not before, unless the machine made a pause of its own.
 */
export async function expectSpokenOnce(page: Page, text: string, words: RegExp): Promise<void> {
  await takeAnnouncements(page)
  await page.keyboard.type(text, { delay: 90 })
  await expect.poll(() => page.evaluate(() => window.announcements.at(-1)?.text)).toMatch(words)
  await page.waitForTimeout(800)
  const said = await takeAnnouncements(page)
  expect(said.filter(({ sinceKey }) => sinceKey < 450)).toEqual([])
  expect(said.filter((each) => words.test(each.text))).toHaveLength(1)
  expect(said.at(-1)?.text).toMatch(words)
}
