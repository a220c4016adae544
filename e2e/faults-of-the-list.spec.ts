import { expectAccessible } from './axe.ts'
import { expect, test } from './fixtures/test.ts'
import { expectAwake, rowsOf, statusOf } from './picker-page.ts'
import { dozen, duluth, few, homeOf, many, none, norfolk, one } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { signIn, signOut } from './sign-in.ts'
import { resetSimulator, setFaults } from './simulator-faults.ts'

test.beforeEach(resetSimulator)
test.afterEach(resetSimulator)

test.describe('while the institution list fails', () => {
  test.use({ expectedConsoleErrors: [/status of 50[23]/] })

  test('the picker says so, never shows an empty list, and recovers', async ({ page, context }) => {
    await setFaults({ institutionsStatus: { value: 500 } })
    await signIn(page, few)
    const alert = page.getByRole('main').getByRole('alert')
    await expect(alert).toContainText("We couldn't load your institutions.")
    await expect(page.getByText("You don't have access to any institutions")).toHaveCount(0)
    await expectAccessible(page, 'the list that failed')
    const list = await context.request.get('/api/institutions')
    expect([502, 503]).toContain(list.status())
    expectProblem(await readAnswer(list), list.status(), 'directory_unavailable')

    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(alert).toContainText("We couldn't load your institutions.")

    const refused = await page.goto(homeOf(norfolk))
    expect(refused?.status()).toBe(503)
    expect(refused?.headers()['retry-after']).toBe('20')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      "Jack Henry services aren't responding",
    )
    await expect(page.getByText(/^We'll try again in \d+ s$/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Your menu/ })).toBeVisible()

    await resetSimulator()
    await page.goto('/institutions')
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
  })

  test('"Try again" brings the list when it is back', async ({ page }) => {
    await setFaults({ institutionsStatus: { value: 500 } })
    await signIn(page, few)
    const tryAgain = page.getByRole('link', { name: 'Try again' })
    await expect(tryAgain).toBeVisible()
    await resetSimulator()
    await tryAgain.click()
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  })

  test('a list that breaks off half-way is not passed off as whole', async ({ page, context }) => {
    await setFaults({ institutionsFailingPage: { value: 2 } })
    await signIn(page, many)
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      "Some institutions couldn't be loaded.1,000 loaded.",
    )
    const list = await context.request.get('/api/institutions')
    expect(await list.json()).toMatchObject({ partial: true, total: 1_000 })
    await resetSimulator()
    await page.getByRole('link', { name: 'Load the rest' }).click()
    await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
  })
})

test.describe('while the institution list takes its time', () => {
  test('six rows hold its place, and the wait is spoken of, and once more after five seconds', async ({
    page,
  }) => {
    // Two pages, neither of which takes so long that it would be given up.
    await setFaults({ institutionsDelay: { value: 3_500, times: 2 } })
    await signIn(page, many)
    await expectAwake(page)
    await expect(statusOf(page)).toHaveText('Loading institutions…')
    await expect(rowsOf(page)).toHaveCount(0)
    await expect(page.locator('main [aria-hidden=true] > div')).toHaveCount(6)
    await expectAccessible(page, 'the list on its way')
    await expect(statusOf(page)).toHaveText(
      'Still loading. This can take longer when you have access to many institutions.',
    )
    await expect(rowsOf(page)).toHaveCount(50)
    await expect(statusOf(page)).toHaveText('1,204 institutions')
  })

  test('the page is there at once, what is typed is kept, and the rows come', async ({ page }) => {
    await setFaults({ institutionsDelay: { value: 1_500 } })
    await signIn(page, many)
    const field = page.getByRole('searchbox')
    await expect(field).toBeFocused()
    await expect(statusOf(page)).toHaveText('Loading institutions…')
    await page.keyboard.type('norfolk')
    await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible()
    await expect(field).toHaveValue('norfolk')
    await expect(statusOf(page)).toContainText('matches "norfolk"')
  })

  test('the only institution is opened, and who has none is told so', async ({ page }) => {
    await setFaults({ institutionsDelay: { value: 1_000 } })
    await signIn(page, one)
    await expect(page).toHaveURL(homeOf(duluth))
    await page.goto('/institutions?stay=1')
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
    await signOut(page)
    await signIn(page, none)
    await expect(
      page.getByRole('heading', { name: "You don't have access to any institutions yet" }),
    ).toBeVisible()
  })

  test.describe('without JavaScript', () => {
    test.use({ javaScriptEnabled: false })

    test('a link shows the list once it is there', async ({ page }) => {
      await setFaults({ institutionsDelay: { value: 1_500 } })
      await signIn(page, dozen)
      await page.getByRole('link', { name: 'Show the list' }).click()
      await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
    })
  })
})
