import type { FaultSettings } from '../simulator/faults.ts'
import { expect, test } from './fixtures/test.ts'
import { few } from './practice-people.ts'
import {
  expectSignedInAs,
  expectSignedOut,
  findSessionCookie,
  listAttemptCookies,
} from './session-cookie.ts'
import { continueToProvider, enterCredentials } from './sign-in.ts'
import { resetSimulator, setFaults } from './simulator-faults.ts'

test.beforeEach(resetSimulator)
test.afterEach(resetSimulator)

const refusals: readonly (readonly [what: string, faults: FaultSettings, code: string])[] = [
  [
    'another issuer in the authorization response',
    { authorizationIssuer: { value: 'https://issuer.example', times: 1 } },
    'response_rejected',
  ],
  [
    'no issuer in the authorization response',
    { authorizationIssuer: { value: null, times: 1 } },
    'response_rejected',
  ],
  ...(
    [
      'wrong-nonce',
      'wrong-issuer',
      'wrong-audience',
      'wrong-at-hash',
      'no-subject',
      'expired',
      'broken-signature',
      'unknown-key',
      'unsigned',
    ] as const
  ).map(
    (value) =>
      [`an ID token: ${value}`, { idToken: { value, times: 1 } }, 'response_rejected'] as const,
  ),
  [
    'a token endpoint that answers 503',
    { tokenError: { value: { status: 503 } } },
    'provider_unavailable',
  ],
  [
    'a token endpoint that refuses the code',
    { tokenError: { value: { status: 400, error: 'invalid_grant' } } },
    'provider_error',
  ],
]

for (const [what, faults, code] of refusals) {
  test(`${what} begins no session: ${code}`, async ({ page, context }) => {
    await page.goto('/sign-in')
    await continueToProvider(page)
    await setFaults(faults)
    await enterCredentials(page, few)
    await expect(page).toHaveURL(`/sign-in?error=${code}`)
    await expect(page.getByRole('main').getByRole('alert')).toContainText("We couldn't sign you in")
    expect(await findSessionCookie(context)).toBeUndefined()
    expect(await listAttemptCookies(context)).toEqual([])
    await expectSignedOut(context)

    await resetSimulator()
    await page.getByRole('link', { name: 'Sign in with Jack Henry' }).click()
    await expect(page).toHaveURL('/institutions')
    await expectSignedInAs(context, few)
  })
}
