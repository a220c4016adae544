import { randomBytes } from 'node:crypto'
import { expect, test } from './fixtures/test.ts'
import { duluth, few, homeOf, norfolk, unknownInstitutionId } from './practice-people.ts'
import { expectProblem, readAnswer } from './problem-details.ts'
import { expectSignedOut, getSessionCookie } from './session-cookie.ts'
import { signIn, signOut } from './sign-in.ts'

test.use({ expectedConsoleErrors: [/status of 40[04]/] })

test('an unknown institution and one that is not mine are the same page', async ({ page }) => {
  await signIn(page, few)
  const texts: string[] = []
  for (const institutionId of [unknownInstitutionId, duluth.institutionId, 'nothing-like-an-id']) {
    const response = await page.goto(`/i/${institutionId}`)
    expect(response?.status()).toBe(404)
    await expect(
      page.getByRole('heading', { level: 1, name: "This institution isn't available to you" }),
    ).toBeVisible()
    texts.push(`${await page.title()}\n${await page.locator('body').innerText()}`)
  }
  expect(new Set(texts).size).toBe(1)
  await page.getByRole('main').getByRole('link', { name: 'Choose an institution' }).click()
  await expect(page).toHaveURL('/institutions?from=nothing-like-an-id')
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    "That institution isn't available to you.",
  )

  await page.goto(homeOf(duluth))
  await signOut(page)
})

test('the sample API does not tell them apart either', async ({ page, context }) => {
  await signIn(page, few)
  for (const institutionId of [unknownInstitutionId, duluth.institutionId]) {
    const response = await context.request.get(
      `/api/bff/${institutionId}/account-services/enterprise/me/accounts`,
      { headers: { 'X-CSRF': '1' } },
    )
    expectProblem(await readAnswer(response), 403, 'institution_authorization_required')
  }
})

test('odd institution ids are not found, and nothing worse', async ({ page }) => {
  await signIn(page, few)
  for (const id of ['%25', '%2e%2e%2f', '%00', '%F0%9F%8F%A6', '__proto__', 'a%2Fb']) {
    const response = await page.goto(`/i/${id}`)
    expect([400, 404], id).toContain(response?.status())
    const call = await page.request.get(`/api/bff/${id}/account-services/enterprise/me/accounts`, {
      headers: { 'X-CSRF': '1' },
    })
    expect([400, 403, 404], id).toContain(call.status())
  }
})

test('an address with a broken escape is a bad request, not an error of ours', async ({
  request,
}) => {
  for (const path of ['/i/%E0%A4', '/i/%', '/nothing/%E0%A4']) {
    const response = await request.get(path, { maxRedirects: 0 })
    expect(response.status(), path).toBe(400)
  }
})

test('an unknown page inside an institution keeps the institution and the way out', async ({
  page,
}) => {
  await signIn(page, few)
  const response = await page.goto(`${homeOf(norfolk)}/nothing/here`)
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Page not found/)
  await expect(page.getByRole('banner')).toContainText(norfolk.name)
  await expect(page.getByRole('button', { name: /^Institution:/ })).toBeVisible()
  await signOut(page)
})

test('an unknown page is not found, signed in or not', async ({ page }) => {
  for (const enter of [async () => undefined, () => signIn(page, few)]) {
    await enter()
    const response = await page.goto('/nothing-here')
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  }
  await expect(page.getByRole('button', { name: /^Your menu/ })).toBeVisible()
})

test('a cut, foreign or garbled session cookie is the same as none', async ({ page, context }) => {
  await signIn(page, few)
  const cookie = await getSessionCookie(context)
  const { value } = cookie
  const middle = Math.floor(value.length / 2)
  const other = value[middle] === 'A' ? 'B' : 'A'
  for (const [what, wrong] of Object.entries({
    cut: value.slice(0, -20),
    'cut to its beginning': value.slice(0, 12),
    'without its version': value.replace(/~2$/, ''),
    changed: value.slice(0, middle) + other + value.slice(middle + 1),
    foreign: value
      .split('*')
      .map((part) =>
        part.length > 20
          ? randomBytes(part.length).toString('base64url').slice(0, part.length)
          : part,
      )
      .join('*'),
    garbled: 'eyJhbGciOiJub25lIn0.e30.',
    percent: '%E0%A4%A',
    long: 'x'.repeat(3_000),
  })) {
    await context.addCookies([{ ...cookie, value: wrong }])
    await expectSignedOut(context)
    await page.goto(homeOf(norfolk))
    await expect(page, what).toHaveURL(/\/sign-in\?returnTo=/)
    await expect(page.getByRole('main').getByRole('alert'), what).toHaveCount(0)
    const list = await context.request.get('/api/institutions')
    expectProblem(await readAnswer(list), 401, 'session_required')
    const logout = await context.request.post('/api/oidc/logout', {
      headers: { origin: new URL(page.url()).origin },
      maxRedirects: 0,
    })
    expect(logout.status(), what).toBe(303)
  }
  await context.addCookies([cookie])
  await page.goto('/institutions')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(5)
})
