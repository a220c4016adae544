import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/test.ts'
import { dozen, homeOf, institutionAt, many, norfolk } from './practice-people.ts'
import { confirmSignOut, readAccounts, signIn, signOut } from './sign-in.ts'

test('pins and recents outlive the sign-out, for the person alone', async ({ page, context }) => {
  const pinnedOne = institutionAt(7)
  await signIn(page, dozen)
  await page.getByRole('button', { name: `Pin ${pinnedOne.name}` }).click()
  await expect(listOf(page, 'Pinned').getByRole('link')).toHaveCount(1)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  await signOut(page)

  await test.step('somebody else sees none of it', async () => {
    await signIn(page, many)
    await expect(page.getByText('Showing 50 of 1,204.')).toBeVisible()
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0)
    await signOut(page)
  })

  await test.step('and the person finds them again', async () => {
    await signIn(page, dozen)
    await expect(listOf(page, 'Pinned').getByRole('link')).toContainText([pinnedOne.name])
    await expect(listOf(page, 'Recent').getByRole('link')).toContainText([norfolk.name])
    await expect(listOf(page, 'All institutions').getByRole('link')).toHaveCount(12)
    const cookie = (await context.cookies()).find(({ name }) => name === 'jhi_remembered')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
    expect(`${cookie?.name}=${cookie?.value}`.length).toBeLessThan(700)
  })

  await test.step('until they are forgotten with the sign-out', async () => {
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Sign out and forget this device' }).click()
    await confirmSignOut(page)
    expect((await context.cookies()).map(({ name }) => name)).not.toContain('jhi_remembered')
    await signIn(page, dozen)
    await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0)
  })
})

test('five recents are kept, the latest first, and a visit that is refused is none', async ({
  page,
}) => {
  await signIn(page, dozen)
  const visited = [0, 1, 2, 3, 4, 6].map(institutionAt)
  for (const institution of visited) await page.goto(homeOf(institution))
  await page.goto('/institutions')
  const latestFirst = visited.toReversed().slice(0, 5)
  const links = listOf(page, 'Recent').getByRole('link')
  const hrefs = () =>
    links.evaluateAll((rows) => rows.map((row) => (row as HTMLAnchorElement).pathname))
  expect(await hrefs()).toEqual(latestFirst.map(homeOf))
})

test('stars work by keyboard, and pinned rows stay when a search is cleared', async ({ page }) => {
  const [first] = await openList(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(listOf(page, 'Pinned').getByRole('link')).toHaveCount(1)
  await expect(page.getByRole('button', { name: `Pin ${first}` }).first()).toHaveAttribute(
    'aria-pressed',
    'true',
  )
  await page.getByRole('searchbox').fill('bank')
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(listOf(page, 'Pinned').getByRole('link')).toHaveCount(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a star comes back to the same search, and the pin is there', async ({ page }) => {
    await signIn(page, many)
    await page.goto('/institutions?q=norfolk')
    const star = page.getByRole('button', { name: /^Pin / }).first()
    await star.click()
    await expect(page).toHaveURL('/institutions?q=norfolk')
    await expect(star).toHaveAttribute('aria-pressed', 'true')
    await page.goto('/institutions')
    await expect(listOf(page, 'Pinned').getByRole('link')).toHaveCount(1)
    await listOf(page, 'Pinned').getByRole('button').click()
    await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0)
  })
})

async function openList(page: Page): Promise<string[]> {
  await signIn(page, dozen)
  await expect(page.getByRole('searchbox')).toBeFocused()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(12)
  const stars = page.getByRole('button', { name: /^Pin / })
  const labels = await stars.evaluateAll((all) => all.map((each) => each.ariaLabel ?? ''))
  return labels.map((each) => each.replace('Pin ', ''))
}

function listOf(page: Page, title: string) {
  return page.getByRole('list', { name: title, exact: true })
}
