import { appOrigin } from './addresses.ts'
import { expect, test } from './fixtures/test.ts'
import { durango, few, homeOf, mankato, norfolk } from './practice-people.ts'
import { getSessionCookie, listAttemptCookies, sessionCookieName } from './session-cookie.ts'
import { signIn } from './sign-in.ts'

test('the session cookie is small, closed to scripts, and stays as it was set', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const cookie = await getSessionCookie(context)
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', domain: 'localhost' })
  expect(cookie.name.length + cookie.value.length).toBeLessThanOrEqual(600)

  for (const institution of [mankato, durango, norfolk]) {
    await page.goto(homeOf(institution))
    await expect(page.getByRole('heading', { level: 1, name: institution.name })).toBeVisible()
    await page.request.get('/api/auth/session')
    await page.request.get('/api/auth/csrf')
    expect(await listAttemptCookies(context)).toEqual([])
  }
  expect(await getSessionCookie(context)).toEqual(cookie)
  const names = (await context.cookies(appOrigin)).map(({ name }) => name)
  expect(names.filter((name) => name.startsWith(sessionCookieName))).toEqual([sessionCookieName])
  expect(await page.evaluate(() => document.cookie)).toBe('')
})
