import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { waitUntilReady } from '../scripts/wait-until-ready.ts'
import { instances } from './addresses.ts'
import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { type LaunchedInstance, launchInstance, startLimitMs } from './launch-instance.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { expectSignedInAs, getSessionCookie } from './session-cookie.ts'
import { readAccounts, signIn } from './sign-in.ts'

const { origin } = instances.storeless

test.describe.configure({ mode: 'serial', timeout: 60_000 })
test.use({ baseURL: origin, expectedConsoleErrors: [/status of 503/] })

let application: LaunchedInstance
test.beforeAll(async () => {
  test.setTimeout(startLimitMs)
  application = launchInstance(instances.storeless)
  await waitUntilReady(`${origin}/api/health/ready`)
})
test.afterEach(() => {
  moveFile('back')
  moveTable('back')
})
test.afterAll(() => application.end())

test('pages say so with status 503, nobody is signed out, and all goes on afterwards', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  const cookie = await getSessionCookie(context)
  moveFile('away')

  for (const path of ['/institutions', homeOf(norfolk), '/profile', '/', '/sign-in']) {
    const response = await page.goto(path)
    expect(response?.status(), path).toBe(503)
    expect(await response?.headerValue('set-cookie'), path).toBeNull()
    await expect(page).toHaveURL(path)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      "We can't check your session right now",
    )
    await expect(page.getByText("You're still signed in, and nothing is lost.")).toBeVisible()
    await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toHaveCount(0)
  }
  await expectAccessible(page, 'the unavailable page')
  const ready = await page.request.get('/api/health/ready')
  expect(ready.status()).toBe(503)
  const live = await page.request.get('/api/health/live')
  expect(live.status()).toBe(200)

  await page.goto(homeOf(norfolk))
  moveFile('back')
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page).toHaveURL(homeOf(norfolk))
  await readAccounts(page)
  expect(await getSessionCookie(context)).toEqual(cookie)
  await expectSignedInAs(context, few)
})

test('an open page gets 503, stays as it is, and signs nobody out', async ({ page, context }) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  const accounts = await readAccounts(page)
  moveTable('away')

  const seen = await page.evaluate(async () => {
    const response = await fetch('/api/auth/session')
    const contentType = response.headers.get('content-type') ?? undefined
    return { status: response.status, contentType, text: await response.text() }
  })
  expectProblem(seen, 503, 'store_unavailable')
  expectProblem(
    await readAnswer(await page.request.get(`/api/institutions`, { headers: { 'X-CSRF': '1' } })),
    503,
    'store_unavailable',
  )

  // The watch over the session asks when the page comes back into view, and hears nothing of use.
  await expect(async () => {
    const asked = page.waitForResponse('**/api/auth/session', { timeout: 1_000 })
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    expect((await asked).status()).toBe(503)
  }).toPass()
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect(page.getByText("We couldn't reach the server.")).toBeVisible()
  expect(await readAccounts(page)).toEqual(accounts)
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText("isn't responding")
  await expect(page).toHaveURL(homeOf(norfolk))

  moveTable('back')
  await page.getByRole('button', { name: 'Try again' }).click()
  expect(await readAccounts(page)).toEqual(accounts)
  await expectSignedInAs(context, few)
})

test('signing out while sessions cannot be read says so, and ends nothing', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto('/profile')
  moveTable('away')
  await page.getByRole('main').getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    "We can't check your session right now",
  )
  moveTable('back')
  await expectSignedInAs(context, few)
})

/** Moves the file of the store: pages notice, since whoever starts next would begin with an empty one. */
function moveFile(where: 'away' | 'back'): void {
  const { sessionsFile } = application
  const [here, away] = [sessionsFile, `${sessionsFile}.away`]
  if (where === 'away') renameSync(here, away)
  else if (existsSync(away)) renameSync(away, here)
}

/** Takes the table of sessions away: no query answers any more. */
function moveTable(where: 'away' | 'back'): void {
  const database = new DatabaseSync(application.sessionsFile, { timeout: 5_000 })
  const [from, to] = where === 'away' ? ['session', 'session_away'] : ['session_away', 'session']
  const found = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(from)
  if (found) database.exec(`ALTER TABLE ${from} RENAME TO ${to}`)
  database.close()
}
