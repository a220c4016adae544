import { expect, test } from './fixtures/test.ts'
import { few, homeOf, norfolk } from './practice-people.ts'
import { readAccounts, signIn } from './sign-in.ts'

const path = `/api/bff/${norfolk.institutionId}/account-services/enterprise/me/accounts`

test('an answer of the BFF may do nothing, should a browser show it as a page', async ({
  page,
  context,
}) => {
  await signIn(page, few)
  await page.goto(homeOf(norfolk))
  await readAccounts(page)
  const response = await context.request.get(path, { headers: { 'X-CSRF': '1' } })
  expect(response.headers()['content-security-policy']).toBe(
    "default-src 'none'; frame-ancestors 'none'; sandbox",
  )
})
