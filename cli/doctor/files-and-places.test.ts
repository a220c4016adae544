import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { practiceDoctor, testBroken } from '@/testing/doctor'

const practice = practiceDoctor()
const { base, doctor, file } = practice
const first = institutionIdAt(0)
const own = { clientId: `starter-${first}`, clientSecret: 'simulator-only-secret' }

describe('External Applications', () => {
  testBroken(practice, {
    'are missing, and no parameter names the institution': [
      () => base({ JHI_INSTITUTION_PARAM: '' }),
      'failure External Applications',
      /every token will be institution zero’s.*JHI_APPLICATIONS/,
    ],
    'name no institution, and no parameter does': [
      () => base({ JHI_INSTITUTION_PARAM: '', JHI_APPLICATIONS: file({}) }),
      'failure External Applications',
      /empty and .*\.json names no institution: every token will be institution zero’s/,
    ],
    'name no institution': [
      () => base({ JHI_APPLICATIONS: file({}) }),
      'warning External Applications',
      /\.json is empty: JHI_CLIENT_ID serves every institution/,
    ],
    'are in a file that is not there': [
      () => base({ JHI_APPLICATIONS: join(practice.folder, 'none') }),
      'failure External Applications',
      /Correct JHI_APPLICATIONS or make the file\.$/,
    ],
    'are one application twice': [
      () => base({ JHI_APPLICATIONS: file({ [first]: own, other: own }) }),
      'failure External Applications',
      /Each institution needs an application of its own/,
    ],
    'lack a secret': [
      () => base({ JHI_APPLICATIONS: file({ [first]: { clientId: 'a' } }) }),
      'failure External Applications',
      /JHI_APPLICATIONS: .*clientSecret is missing/,
    ],
    'have a field with a hyphen': [
      () => base({ JHI_APPLICATIONS: file({ [first]: { 'client-id': 'a' } }) }),
      'failure External Applications',
      /has no field "client-id".*Write "clientId"\.$/,
    ],
    'have secrets that everybody can read': [
      () => base({ JHI_APPLICATIONS: file({ [first]: own }, 0o644) }),
      'failure External Applications',
      /chmod 600/,
    ],
    'are no JSON': [
      () => base({ JHI_APPLICATIONS: file('clientId=a') }),
      'failure External Applications',
      /is not JSON.*"clientId": "<id>"/,
    ],
  })
})

test('a field with a hyphen is not said to be missing as well', async () => {
  const { checks } = await doctor(
    base({
      JHI_APPLICATIONS: file({ [first]: { ...own, clientId: undefined, 'client-id': 'a' } }),
    }),
  )
  expect(checks.filter(({ name }) => name === 'External Applications')).toHaveLength(1)
})

test.each([
  [undefined, ''],
  ['', '; institutions that are not in it cannot be opened'],
])('one institution is counted in the singular', async (JHI_INSTITUTION_PARAM, rest) => {
  const path = file({ [first]: own })
  const { checks } = await doctor(base({ JHI_APPLICATIONS: path, JHI_INSTITUTION_PARAM }))
  expect(checks.find(({ name }) => name === 'External Applications')).toMatchObject({
    status: 'ok',
    message: `1 institution has its own, in ${path} (whether it exists: doctor --sign-in)${rest}`,
  })
})

describe('the store', () => {
  testBroken(practice, {
    'is no database': [
      () => base({ SESSION_STORE: `sqlite:${file('notes'.repeat(500))}` }),
      'failure store',
      /is damaged.*SESSION_STORE/,
    ],
    'does not answer': [
      () => base({ SESSION_STORE: practice.nowhere.replace('http', 'redis') }),
      'failure store',
      /Redis at localhost:\d+: nothing listens there \(ECONNREFUSED\).*rediss/,
    ],
    'is on another machine without TLS': [
      () => base({ SESSION_STORE: 'redis://redis.invalid:6379' }),
      'warning store',
      /redis\.invalid without TLS.*rediss/,
    ],
  })

  test('is not made by looking at it', async () => {
    const path = join(practice.folder, 'deep', 'sessions.db')
    for (const APP_URL of ['http://localhost:3999', 'https://desk.example.com']) {
      const { checks } = await doctor(base({ SESSION_STORE: `sqlite:${path}`, APP_URL }))
      const [store] = checks.filter(({ name }) => name === 'store')
      expect(store).toMatchObject({ status: 'ok' })
      expect(existsSync(join(practice.folder, 'deep'))).toBe(false)
      expect(store?.message.includes('for one machine')).toBe(APP_URL.startsWith('https'))
    }
  })
})

describe('the directory', () => {
  testBroken(practice, {
    'is not there': [
      () => base({ JHI_INSTITUTIONS_URL: `${practice.simulator.origin}/nowhere/{userId}` }),
      'failure directory',
      /404.*Correct JHI_INSTITUTIONS_URL/,
    ],
    fails: [
      () => {
        practice.simulator.faults.set({ institutionsStatus: { value: 503 } })
        return base()
      },
      'failure directory',
      /answers 503/,
    ],
    'is out of reach': [
      () => base({ JHI_INSTITUTIONS_URL: `${practice.nowhere}/{userId}` }),
      'failure directory',
      /http:\/\/.* cannot be reached: nothing listens at localhost:\d+/,
    ],
    'is open to everybody': [
      () =>
        base({
          JHI_INSTITUTIONS_URL: `${practice.simulator.issuer}/.well-known/openid-configuration?{userId}`,
        }),
      'warning directory',
      /200 without a token/,
    ],
  })
})
