import { expect, test } from 'vitest'
import type { Config } from '@/lib/config/parse-config'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { explainClient, type ProofFacts } from './explain-client'

const issuer = 'https://login.jackhenry.com/a/oidc-provider/api/v0'
const application = {
  clientId: 'starter',
  institutionId: null,
  authentication: { method: 'private_key_jwt' },
} as const
const explain = (config: Partial<Config>, served?: boolean) => {
  const facts: ProofFacts = {
    config: {
      appUrl: 'https://desk.example.com',
      issuer,
      clientAssertionAudience: 'issuer',
      ...config,
    } as Config,
    applications: {} as ExternalApplications,
    tokenEndpoint: null,
    ...(served === undefined ? {} : { served }),
  }
  const refusal = { application, service: false, oauthError: 'invalid_client', status: 401 }
  return explainClient(refusal, facts)
}

test('a provider elsewhere cannot reach localhost, so the PEM is registered', () => {
  expect(explain({ appUrl: 'http://localhost:3000' }, false)).toBe(
    'The provider cannot reach localhost; register the PEM: npm run -s jhi -- keys export --pem.',
  )
})

test('keys that are not served come before all else', () => {
  expect(explain({}, false)).toMatch(/^The provider cannot fetch our key \(see publication\)\./)
})

test.each([true, undefined])('keys that are served may not have been fetched yet', (served) => {
  expect(explain({}, served)).toMatch(/^The provider may still have the keys it fetched before:/)
})

test('the host of aud is spoken of only when it is the old one', () => {
  expect(explain({})).not.toContain('banno.com')
  expect(explain({ issuer: 'https://www.banno.com/a/oidc-provider/api/v0' })).toMatch(
    / In aud, banno\.com became login\.jackhenry\.com\.$/,
  )
})
