import { describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { practiceDoctor, sessionSecret } from '@/testing/doctor'
import { runDoctor } from './doctor'
import { createTestShell } from './test-shell'

const practice = practiceDoctor()
const { base, doctor, file, withKey } = practice

describe('finds nothing wrong with', () => {
  test('a secret in the header, and looks at everything', async () => {
    const { checks, troubles } = await doctor(base())
    expect(troubles).toEqual([])
    expect([...new Set(checks.map(({ name }) => name))]).toEqual([
      'configuration',
      'redirect URI',
      'post-logout redirect URI',
      'back-channel logout URI',
      'JWKS URI',
      'session secrets',
      'metadata',
      'clock',
      'endpoints',
      'algorithms',
      'provider keys',
      'client keys',
      'External Applications',
      'client authentication',
      'store',
      'directory',
      'sign-in',
    ])
  })

  test('a secret in the form', async () => {
    const { post } = practice.simulator.clients
    const environment = base({ JHI_CLIENT_ID: post, JHI_CLIENT_AUTH: 'client_secret_post' })
    expect((await doctor(environment)).troubles).toEqual([])
  })

  test('an id and a secret that have to be form-encoded', async () => {
    const { odd, oddSecret } = practice.simulator.clients
    const environment = base({ JHI_CLIENT_ID: odd, JHI_CLIENT_SECRET: oddSecret })
    expect((await doctor(environment)).troubles).toEqual([])
  })

  test('a key, a service account and applications of each kind for institutions', async () => {
    const [one, two] = [institutionIdAt(0), institutionIdAt(1)]
    const { checks, troubles } = await doctor(
      withKey({
        JHI_SERVICE_CLIENT_ID: practice.simulator.clients.service,
        JHI_DPOP: 'on',
        JHI_APPLICATIONS: file({
          [one]: {
            clientId: `starter-${one}`,
            clientAuth: 'client_secret_basic',
            clientSecret: practice.simulator.clients.secret,
          },
          [two]: { clientId: `starter-key-${two}`, serviceClientId: `starter-service-${two}` },
        }),
      }),
    )
    expect(troubles).toEqual([])
    const proofs = checks.filter(({ name }) => name === 'client authentication')
    expect(proofs.map(({ message }) => message)).toEqual([
      expect.stringContaining('JHI_CLIENT_ID (starter-key): accepted, private_key_jwt with ES256'),
      expect.stringContaining('JHI_SERVICE_CLIENT_ID (starter-service): accepted'),
      expect.stringContaining(`(starter-${one}): accepted, client_secret_basic`),
      expect.stringContaining(`(starter-key-${two}): accepted`),
      expect.stringContaining(`.serviceClientId (starter-service-${two}): accepted`),
    ])
  })
})

test('one failure hides no other, and what was left out for it is named', async () => {
  const { checks } = await doctor(
    base({
      JHI_ISSUER: practice.nowhere,
      JHI_INSTITUTION_PARAM: '',
      SESSION_SECRETS: 'x'.repeat(40),
      SESSION_STORE: `sqlite:${file('notes'.repeat(500))}`,
    }),
  )
  const failures = checks.filter(({ status }) => status === 'failure')
  expect(failures.map(({ name }) => name)).toEqual([
    'session secrets',
    'metadata',
    'External Applications',
    'store',
  ])
  const left = checks.filter(({ name }) => name === 'left out').map(({ message }) => message)
  expect(left.join(' ')).toMatch(/clock.*endpoints, algorithms, provider keys.*client auth/)
})

test('an environment that is not usable hides neither keys nor secrets', async () => {
  const environment = base({ JHI_CLIENT_ID: '', JHI_CLIENT_KEYS: '/nowhere', SESSION_SECRETS: 'x' })
  const { troubles } = await doctor(environment)
  expect(new Set(troubles.map(({ name }) => name))).toEqual(
    new Set(['configuration', 'client keys', 'session secrets', 'left out']),
  )
})

test('for people it writes words, with colors only where somebody looks', async () => {
  const shell = createTestShell(base({ JHI_INSTITUTION_PARAM: '' }))
  expect(await runDoctor([], shell)).toBe(1)
  expect(shell.printed()).toMatch(/^ok {7}metadata: /m)
  expect(shell.printed()).toMatch(/^failure {2}External Applications: .*\n {9}→ Name each/m)
  expect(shell.printed()).toMatch(
    /\d+ ok, 1 skipped, 0 warnings, 1 failure: External Applications\n$/,
  )
  expect(shell.printed()).not.toContain('\u001b')
  const terminal = { ...createTestShell(base()), terminal: true }
  await runDoctor([], terminal)
  expect(terminal.printed()).toContain('\u001b[32mok       \u001b[0m')
})

test('no secret, key or part of one is ever in its output', async () => {
  const { checks } = await doctor(
    withKey({
      JHI_CLIENT_SECRET: 'one-of-a-client',
      JHI_APPLICATIONS: file({
        [institutionIdAt(0)]: {
          clientId: 'x',
          clientAuth: 'client_secret_post',
          clientSecret: 'hush-hush',
        },
      }),
      SESSION_STORE: practice.nowhere.replace('http://', 'redis://user:pass-of-redis@'),
    }),
  )
  const text = JSON.stringify(checks)
  const { d } = practice.key.jwk
  for (const secret of ['one-of-a-client', 'hush-hush', 'pass-of-redis', sessionSecret, 'eyJ', d]) {
    expect(text).not.toContain(secret)
  }
})
