import { describe, expect, test } from 'vitest'
import { runLogin } from '@/cli/login'
import { createTestShell } from '@/cli/test-shell'
import { institutionIdAt } from '@/simulator/institutions'
import { practiceLogin } from '@/testing/login'

const practice = practiceLogin()
const { base, login, start, walk } = practice
const first = institutionIdAt(0)

describe('a sign-in is refused, in one line and with status 1,', () => {
  /** What the terminal says of an answer that was changed on its way. */
  async function refusedWith(change: (url: URL) => void) {
    const { address, ended } = await start()
    const { url } = await walk(address, { follow: false })
    change(url)
    expect((await fetch(url)).status).toBe(200)
    return (await ended).status
  }

  test('when the state is another', async () => {
    const said = await refusedWith((url) => url.searchParams.set('state', 'another'))
    expect(said).toMatch(/^Not signed in: the answer does not belong to this request/)
  })

  test('when the issuer is another', async () => {
    const said = await refusedWith((url) => url.searchParams.set('iss', 'https://evil.example'))
    expect(said).toMatch(/does not belong to this request/)
  })

  test.each([
    ['access_denied', /Somebody cancelled.*Users & Groups/],
    ['invalid_scope', /refused: invalid_scope\. Enable each scope of JHI_SCOPES/],
    ['unauthorized_client', /must be of type “standard”/],
    ['made_up', /made_up\. Ask Jack Henry/],
  ])('when the provider answers %s', async (error, words) => {
    const said = await refusedWith((url) => {
      url.searchParams.delete('code')
      url.searchParams.set('error', error)
      url.searchParams.set('error_description', 'words from outside')
    })
    expect(said).toMatch(words)
    expect(said).not.toContain('words from outside')
  })

  test('when there is no such institution, or none for this person', async () => {
    const { status } = await login(['--institution', institutionIdAt(5_000)])
    expect(status).toMatch(
      /^Not signed in: there is no institution \S+, or this person has no access there .*cancelled\.$/,
    )
  })

  test.each([
    ['wrong-issuer', /ID token’s issuer is .*JHI_ISSUER is/],
    ['expired', /ended already|too old/],
    ['wrong-nonce', /not made for this request/],
    ['broken-signature', /signature is not the provider’s/],
  ] as const)('when the ID token is %s', async (value, words) => {
    practice.simulator.faults.set({ idToken: { value } })
    const { status } = await login()
    expect(status).toMatch(words)
    expect(status).not.toContain('\n')
  })

  test('when the ID token is signed in another way than JHI_ID_TOKEN_ALG says', async () => {
    const environment = base({ JHI_ID_TOKEN_ALG: 'ES256' })
    const { status } = await login([], { environment })
    expect(status).toMatch(/expected ES256, got: RS256\. Leave JHI_ID_TOKEN_ALG unset/)
  })

  test('when the client’s secret is wrong', async () => {
    const environment = base({ JHI_CLIENT_SECRET: 'wrong' })
    const { status } = await login([], { environment })
    expect(status).toMatch(
      /refused the application starter: invalid_client \(401\)\. Copy JHI_CLIENT/,
    )
  })

  test('when the token is for another institution', async () => {
    practice.simulator.faults.set({ tokenInstitution: { value: institutionIdAt(9) } })
    const { status } = await login(['--institution', first])
    expect(status).toMatch(/not for the institution.*JHI_INSTITUTION_PARAM \(institutionId\)/)
  })

  test('when the token is not bound to the key', async () => {
    practice.simulator.faults.set({ ignoreDpop: { value: true } })
    const { status } = await login([], { environment: base({ JHI_DPOP: 'on' }) })
    expect(status).toMatch(/not of the type asked for.*JHI_DPOP=off/)
  })

  test('when the provider cannot be reached, before anybody waits', async () => {
    practice.simulator.faults.set({ discoveryIssuer: { value: 'https://www.example.test' } })
    await expect(
      runLogin(['--redirect-uri', practice.redirectUri], createTestShell(base())),
    ).rejects.toThrow(/its metadata names the issuer https:\/\/www\.example\.test/)
  })
})
