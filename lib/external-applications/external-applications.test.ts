import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ConfigError } from '@/lib/config/parse-config'
import { type ApplicationSettings, openExternalApplications } from './external-applications'

process.env.LOG_LEVEL = 'silent'

const folder = mkdtempSync(join(tmpdir(), 'external-applications-'))
const keysFile = join(folder, 'keys.json')
const applicationsFile = join(folder, 'applications.json')
const settings: ApplicationSettings = {
  clientId: 'for-all',
  clientAuthentication: { method: 'client_secret_basic', secret: 'secret' },
  serviceClientId: null,
  clientKeysFile: null,
  clientSigningAlgorithm: null,
  applicationsFile: null,
}

beforeAll(() => {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  })
  writeFileSync(keysFile, JSON.stringify({ keys: [{ ...jwk, kid: 'one' }] }), { mode: 0o600 })
  const applications = {
    a: { clientId: 'of-a', clientSecret: 'secret', serviceClientId: 'jobs-of-a' },
    b: { clientId: 'of-b', clientAuth: 'private_key_jwt' },
    c: { clientId: 'of-c', clientSecret: 'secret' },
  }
  writeFileSync(applicationsFile, JSON.stringify(applications), { mode: 0o600 })
})
afterAll(() => rmSync(folder, { recursive: true }))

function open(changed: Partial<ApplicationSettings> = {}) {
  const applications = openExternalApplications({ ...settings, ...changed })
  onTestFinished(() => applications.close())
  return applications
}

function problemsOf(changed: Partial<ApplicationSettings>): readonly string[] {
  try {
    open(changed)
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  return []
}

describe('without files', () => {
  test('there is one application, no key, and nothing to publish', () => {
    const applications = open()
    expect(applications.forInstitution(null).clientId).toBe('for-all')
    expect(applications.forInstitution('a').clientId).toBe('for-all')
    expect(applications.institutionIds()).toEqual([])
    expect(applications.signingKey()).toBeNull()
    expect(applications.published().jwks).toEqual({ keys: [] })
  })

  test('there is none for jobs, since they need a key', () => {
    expect(open().forService('a')).toBeNull()
  })
})

describe('with files', () => {
  const files = { clientKeysFile: keysFile, applicationsFile }

  test('an institution has its own application, and all others the one for all', () => {
    const applications = open(files)
    const ids = ['a', 'b', 'd', null].map((id) => applications.forInstitution(id).clientId)
    expect(ids).toEqual(['of-a', 'of-b', 'for-all', 'for-all'])
    expect(applications.institutionIds()).toEqual(['a', 'b', 'c'])
  })

  test('jobs use the service application, else one that has a key, of the institution or of all', () => {
    const clientIds = (changed: Partial<ApplicationSettings>) => {
      const applications = open({ ...files, ...changed })
      return ['a', 'b', 'c', null].map((id) => applications.forService(id)?.clientId)
    }
    expect(clientIds({})).toEqual(['jobs-of-a', 'of-b', undefined, undefined])
    expect(clientIds({ serviceClientId: 'jobs' })).toEqual(['jobs-of-a', 'of-b', 'jobs', 'jobs'])
    const clientAuthentication = { method: 'private_key_jwt' } as const
    expect(clientIds({ clientAuthentication })).toEqual(['jobs-of-a', 'of-b', 'for-all', 'for-all'])
  })

  test('an application of an earlier step is found by its client id while it is ours', () => {
    const applications = open(files)
    expect(applications.find('of-b')?.institutionId).toBe('b')
    expect(applications.find('for-all')?.institutionId).toBeNull()
    expect(applications.find('of-nobody')).toBeNull()
  })

  test('a key signs and is published', () => {
    const applications = open(files)
    expect(applications.signingKey()?.kid).toBe('one')
    expect(applications.published().jwks.keys).toHaveLength(1)
  })
})

describe('files that cannot be read are named with their variable', () => {
  const at = (name: string, text = '') => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  test('both of them at once', () => {
    const missing = join(folder, 'missing.json')
    expect(
      problemsOf({ clientKeysFile: missing, applicationsFile: at('list.json', '[]') }),
    ).toEqual([
      `JHI_CLIENT_KEYS: ${missing}: does not exist`,
      expect.stringMatching(/^JHI_APPLICATIONS: .*list\.json: is not an object/),
    ])
  })

  test('empty, a folder, too large', () => {
    const large = at('large.json')
    truncateSync(large, 17 * 1024 * 1024)
    for (const [path, problem] of [
      [at('empty.json', ' \n'), 'is empty'],
      [folder, 'is no regular file'],
      [large, 'is larger than 4 MB'],
    ] as const) {
      expect(problemsOf({ clientKeysFile: path })).toEqual([`JHI_CLIENT_KEYS: ${path}: ${problem}`])
    }
  })

  test('a pipe, which nobody may ever write to', () => {
    const path = join(folder, 'pipe.json')
    execFileSync('mkfifo', [path])
    expect(problemsOf({ clientKeysFile: path })).toEqual([
      `JHI_CLIENT_KEYS: ${path}: is no regular file`,
    ])
  })

  test.skipIf(process.getuid?.() === 0)('not ours to read', () => {
    const path = at('closed.json', '{}')
    chmodSync(path, 0o000)
    expect(problemsOf({ clientKeysFile: path })).toEqual([
      `JHI_CLIENT_KEYS: ${path}: cannot be read (EACCES)`,
    ])
  })
})
