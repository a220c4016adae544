import type { Page } from '@playwright/test'

/** Opens a page of another site that holds this markup. */
export async function openForeignPage(page: Page, markup: string): Promise<void> {
  await page.route('http://elsewhere.example/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">${markup}`,
    }),
  )
  await page.goto('http://elsewhere.example/')
}
