import { expect, test } from './fixtures/test.ts'
import { few, homeOf, many, norfolk } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { signIn } from './sign-in.ts'
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
    const list = await context.request.get('/api/institutions')
    expect([502, 503]).toContain(list.status())
    expectProblem(await readAnswer(list), list.status(), 'directory_unavailable')

    await page.getByRole('link', { name: 'Try again' }).click()
    await expect(alert).toContainText("We couldn't load your institutions.")

    await page.goto(homeOf(norfolk))
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      "Jack Henry services aren't responding",
    )
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
      "We couldn't load your institutions.",
    )
    const list = await context.request.get('/api/institutions')
    expectProblem(await readAnswer(list), list.status(), 'directory_unavailable')
  })
})
