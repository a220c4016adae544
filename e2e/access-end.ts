import { type BrowserContext, expect } from '@playwright/test'

/** Waits for the end of the only access that the session has. */
export async function expectAccessEnded(context: BrowserContext): Promise<void> {
  const response = await context.request.get('/api/auth/session')
  const view: { institutions: { accessTokenExpires: string }[] } = await response.json()
  expect(view.institutions).toHaveLength(1)
  const end = Date.parse(view.institutions[0]?.accessTokenExpires ?? '')
  await expect.poll(() => Date.now()).toBeGreaterThan(end)
}
