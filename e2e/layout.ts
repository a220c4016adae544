import { expect, type Page } from '@playwright/test'
import { findUnreadableText } from './unreadable-text.ts'

/** What people may do to the text of any page, and what must not cost them a word of it. */
const settings = [
  { what: 'on a small phone', width: 320, css: '' },
  { what: 'with text twice as large', width: 1_280, css: ':root { font-size: 200% }' },
  {
    what: 'with the spacing of WCAG 1.4.12 on a small phone',
    width: 320,
    css: `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`,
  },
] as const

/** Nothing of the page needs sideways scrolling, is cut off or lies on other text, whatever its size. */
export async function expectReadableAtAnySize(page: Page, state: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1_280, height: 720 }
  for (const { what, width, css } of settings) {
    await page.setViewportSize({ width, height: 640 })
    await adoptStyle(page, css)
    // What floats is placed anew a moment after the width has changed.
    await expect
      .configure({ soft: true })
      .poll(() => measureOverflow(page), { message: `pixels that ${state} is too wide ${what}` })
      .toBeLessThanOrEqual(0)
    const unreadable = await page.evaluate(findUnreadableText)
    expect.soft(unreadable, `text of ${state} that cannot be read ${what}`).toEqual([])
  }
  await adoptStyle(page, '')
  await page.setViewportSize(size)
}

/**
 * A style as a person's browser would add it: the policy forbids those that a page adds in markup. With
 * it all rows are laid out, also those below the fold, which have neither text nor size until then.
 */
export async function adoptStyle(page: Page, css: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* { content-visibility: visible !important } ${text}`)
    document.adoptedStyleSheets = [sheet]
  }, css)
}

function measureOverflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    window.scrollTo(0, 0)
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
}
