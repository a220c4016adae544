import { expect, type Page } from '@playwright/test'
import { appOrigin } from './addresses.ts'
import { continueToProvider } from './sign-in.ts'

/**
 * Signs in at the provider and stops one step before the end: answers the callback address that
 * the browser would have gone to, unused.
 */
export async function obtainCallbackUrl(page: Page, email: string): Promise<string> {
  await page.goto('/sign-in')
  await continueToProvider(page)
  let response = await page.request.post(page.url(), {
    form: { email, password: 'any password' },
    maxRedirects: 0,
  })
  for (let hop = 0; hop < 5; hop += 1) {
    const location = new URL(response.headers().location ?? '', response.url())
    if (location.origin === appOrigin) return location.href
    response = await page.request.get(location.href, { maxRedirects: 0 })
  }
  expect(response.url(), 'the provider never sent the browser back').toContain(appOrigin)
  return ''
}
