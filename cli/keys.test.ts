import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseClientKeys } from '@/lib/external-applications/client-keys'
import { keyWaitSeconds } from '@/lib/external-applications/key-schedule'
import { runKeys } from './keys'
import { keysUsage } from './keys/key-usage'

type Stored = Record<string, string | number | undefined>

const folder = mkdtempSync(join(tmpdir(), 'keys-'))
const start = 1_800_000_000
let path: string
let now: number
/** What answers where the keys are published: by default an application with this file. */
let answer: () => Promise<Response>
let fetched: string[]

beforeEach(() => {
  path = join(mkdtempSync(join(folder, 'test-')), 'keys.json')
  now = start
  fetched = []
  answer = async () => Response.json(published())
  vi.stubEnv('JHI_CLIENT_KEYS', path)
  vi.stubEnv('JHI_CLIENT_SIGNING_ALG', '')
})
afterEach(() => vi.unstubAllEnvs())
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command, and looks for private members in all that it says. */
async function keys(...parameters: string[]) {
  const before = privateMembers()
  let output = ''
  let notes = ''
  const status = await runKeys(parameters, {
    environment: process.env,
    now,
    print: (text) => {
      output += text
    },
    note: (line) => {
      notes += `${line}\n`
    },
    fetch: (url) => {
      fetched.push(url)
      return answer()
    },
  })
  for (const secret of [...before, ...privateMembers()])
    expect(output + notes).not.toContain(secret)
  return { status, output, notes }
}

const text = () => (existsSync(path) ? readFileSync(path, 'utf8') : '{"keys":[]}')
const stored = () => (JSON.parse(text()) as { keys: Stored[] }).keys
const privateMembers = () =>
  stored().flatMap(({ d, p, q, dp, dq, qi }) =>
    [d, p, q, dp, dq, qi].filter((x) => x !== undefined),
  )
const standing = () =>
  stored().map(({ kid, status, since }) => [kid, status, Number(since) - start])
const kidAt = (position: number) => String(stored()[position]?.kid)
const parsed = () => parseClientKeys({ variable: 'X', path }, text(), { wanted: null })
const signing = () => parsed().signingKey.kid
const published = () => parsed().published.jwks

function write(...members: Stored[]) {
  writeFileSync(path, JSON.stringify({ keys: members }), { mode: 0o600 })
}

function curve(members: Stored): Stored {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...(privateKey.export({ format: 'jwk' }) as Stored), ...members }
}

/** It is refused in one line, and the file is as it was. */
async function expectRefusal(parameters: string[], words: RegExp) {
  const before = text()
  const { status, output, notes } = await keys(...parameters)
  expect({ status, output }).toEqual({ status: 1, output: '' })
  const [file, refused = '', ...others] = notes.trim().split('\n')
  expect(file).toBe(`File: ${path}`)
  expect(refused).toMatch(words)
  expect(others).toEqual([])
  expect(text()).toBe(before)
}

test('a key lives: it is next, signs, is retired, is gone', async () => {
  expect((await keys('generate', '--alg', 'ES256')).output).toContain('private_key_jwt')
  const first = kidAt(0)
  expect(standing()).toEqual([[first, 'active', 0]])

  now += 1_000
  expect((await keys('generate', '--alg', 'ES256')).status).toBe(0)
  const second = kidAt(1)
  expect(standing()).toEqual([
    [first, 'active', 0],
    [second, 'next', 1_000],
  ])
  expect(signing()).toBe(first)

  now += keyWaitSeconds
  expect(await keys('rotate')).toMatchObject({
    status: 0,
    output: `Activated ${second}. Retired: ${first}.\n${second} signs now.\n`,
    notes: `File: ${path}\n`,
  })
  expect(standing()).toEqual([
    [first, 'retired', 1_600],
    [second, 'active', 1_600],
  ])
  expect(signing()).toBe(second)

  now += keyWaitSeconds
  expect(await keys('remove', first)).toMatchObject({ status: 0, output: `Removed ${first}.\n` })
  expect(standing()).toEqual([[second, 'active', 1_600]])
  const members = { kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: second }
  expect(stored()[0]).toMatchObject(members)
})

describe('generate', () => {
  test('makes a key of 3072 bits for PS256, named by its thumbprint', async () => {
    await keys('generate')
    const [key = {}] = stored()
    expect(key).toMatchObject({ kty: 'RSA', alg: 'PS256', use: 'sig', status: 'active' })
    expect(Buffer.from(String(key.n), 'base64url')).toHaveLength(384)
    const { kid: _, ...unnamed } = key
    const { signingKey } = parseClientKeys(
      { variable: 'X', path },
      JSON.stringify({ keys: [unnamed] }),
      { wanted: null },
    )
    expect(signingKey.kid).toBe(key.kid)
  })

  test('makes what is asked for', async () => {
    await keys('generate', '--alg', 'RS256', '--bits', '2048')
    expect(stored()[0]).toMatchObject({ kty: 'RSA', alg: 'RS256' })
    expect(Buffer.from(String(stored()[0]?.n), 'base64url')).toHaveLength(256)
  })

  test('follows JHI_CLIENT_SIGNING_ALG', async () => {
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'ES256')
    await keys('generate')
    expect(stored()[0]).toMatchObject({ alg: 'ES256' })
    await expectRefusal(['generate', '--bits', '2048'], /leave out --bits/)
  })

  test('refuses a first key that would not sign', async () => {
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'RS256')
    await expectRefusal(
      ['generate', '--alg', 'ES256'],
      /^Nothing was changed.* no active key for RS256\. JHI_CLIENT_SIGNING_ALG is RS256\.$/,
    )
    expect(existsSync(path)).toBe(false)
  })

  test('refuses a second next key', async () => {
    await keys('generate', '--alg', 'ES256')
    await keys('generate', '--alg', 'ES256')
    await expectRefusal(['generate'], new RegExp(`next key already: ${kidAt(1)}.*keys rotate`))
  })

  test('refuses a key more than the file may have', async () => {
    write(
      ...Array.from({ length: 19 }, (_, n) => curve({ kid: `old ${n}`, status: 'retired' })),
      curve({ kid: 'now' }),
    )
    await expectRefusal(['generate', '--alg', 'ES256'], /keys has more than 20/)
  })
})

describe('rotate', () => {
  test('waits until the next key has been published long enough, to the second', async () => {
    write(curve({ kid: 'now' }), curve({ kid: 'next', status: 'next', since: start }))
    now = start + keyWaitSeconds - 1
    await expectRefusal(['rotate'], /^next may be activated from 2027-01-15 08:10 UTC/)
    now += 1
    expect((await keys('rotate')).status).toBe(0)
  })

  test('does not wait with --now, and warns', async () => {
    write(curve({ kid: 'now' }), curve({ kid: 'next', status: 'next', since: start }))
    const { status, notes } = await keys('rotate', '--now')
    expect(status).toBe(0)
    expect(notes).toMatch(/Warning: For up to ten minutes .*sign-ins can fail.*keys remove --now/)
    expect(signing()).toBe('next')
  })

  test.each([[undefined], [8_640_000_000_001]])(
    'does not guess how long a key has been next: since %j',
    async (since) => {
      write(curve({ kid: 'now' }), curve({ kid: 'next', status: 'next', since }))
      await expectRefusal(['rotate'], /^next may be activated/)
      expect((await keys('rotate', '--now')).status).toBe(0)
    },
  )

  describe('asks whether the next key is published', () => {
    const address = 'https://desk.example.com/.well-known/jwks.json'
    beforeEach(() => {
      vi.stubEnv('APP_URL', 'https://desk.example.com')
      write(curve({ kid: 'now' }), curve({ kid: 'next', status: 'next', since: 5 }))
    })

    test('at the address of the application, and rotates when it is', async () => {
      expect((await keys('rotate')).status).toBe(0)
      expect(fetched).toEqual([address])
      expect(signing()).toBe('next')
    })

    test('at this machine when APP_URL is not set', async () => {
      vi.stubEnv('APP_URL', '')
      vi.stubEnv('PORT', '3100')
      expect((await keys('rotate')).status).toBe(0)
      expect(fetched).toEqual(['http://localhost:3100/.well-known/jwks.json'])
    })

    test.each([
      [
        'without it',
        () => Response.json({ keys: [] }),
        /^next is not published at .*jwks\.json yet/,
      ],
      [
        'with another of that name',
        () => Response.json({ keys: [null, { ...published().keys[0], kid: 'next' }] }),
        /the servers do not have this file\. Or, if you registered a PEM, .* add --now\.$/,
      ],
      ['with a page', () => new Response('<p>Sign in'), /no JWK Set is at https.* add --now/],
      ['with null', () => Response.json(null), /no JWK Set is at/],
      ['with 404', () => Response.json(published(), { status: 404 }), /no JWK Set is at/],
    ])('and refuses when a server answers %s', async (_how, respond, words) => {
      answer = async () => respond()
      await expectRefusal(['rotate'], words)
      expect((await keys('rotate', '--now')).status).toBe(0)
    })

    test('and refuses when nothing answers, but for --now, which does not ask', async () => {
      answer = () => Promise.reject(new TypeError('fetch failed'))
      await expectRefusal(['rotate'], /nothing answers at https:.* registered a PEM, .* add --now/)
      fetched = []
      expect((await keys('rotate', '--now')).status).toBe(0)
      expect(fetched).toEqual([])
    })

    test('and refuses when APP_URL is no address', async () => {
      vi.stubEnv('APP_URL', 'localhost:3000')
      await expectRefusal(['rotate'], /^APP_URL is no address/)
      expect(fetched).toEqual([])
    })

    test('only when nothing else is wrong', async () => {
      write(curve({ kid: 'now' }))
      await expectRefusal(['rotate'], /no next key/)
      expect(fetched).toEqual([])
    })
  })

  test('moves the next key to the end, where it signs, and retires every active one', async () => {
    write(
      curve({ kid: 'next', status: 'next', since: start - keyWaitSeconds }),
      curve({ kid: 'a' }),
      curve({ kid: 'gone', status: 'retired', since: 5 }),
      curve({ kid: 'b', status: 'active' }),
    )
    await keys('rotate')
    expect(standing()).toEqual([
      ['a', 'retired', 0],
      ['gone', 'retired', 5 - start],
      ['b', 'retired', 0],
      ['next', 'active', 0],
    ])
  })

  test('refuses without a next key, and with several', async () => {
    write(curve({ kid: 'now' }))
    await expectRefusal(['rotate'], /no next key\. Run keys generate first/)
    write(curve({}), curve({ status: 'next' }), curve({ status: 'next' }))
    await expectRefusal(['rotate', '--now'], /several next keys/)
  })

  test('refuses a next key that JHI_CLIENT_SIGNING_ALG keeps from signing', async () => {
    await keys('generate', '--bits', '2048')
    await keys('generate', '--alg', 'ES256')
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'PS256')
    await expectRefusal(['rotate', '--now'], /no active key for PS256/)
  })
})

describe('retire', () => {
  beforeEach(() =>
    write(
      curve({ kid: 'before' }),
      curve({ kid: 'now' }),
      curve({ kid: 'next', status: 'next', since: start - 5 }),
      curve({ kid: 'gone', status: 'retired' }),
    ),
  )

  test.each(['before', 'next'])('retires a key that does not sign: %s', async (kid) => {
    const { status, output } = await keys('retire', kid)
    expect({ status, output }).toEqual({
      status: 0,
      output: `Retired ${kid}. It may be removed from 2027-01-15 08:10 UTC.\n`,
    })
    expect(standing()).toContainEqual([kid, 'retired', 0])
    expect(signing()).toBe('now')
  })

  test('refuses the key that signs; with --now another active one signs', async () => {
    await expectRefusal(['retire', 'now'], /^now signs\. Run keys rotate/)
    const { status, output } = await keys('retire', 'now', '--now')
    expect(status).toBe(0)
    expect(output).toMatch(/^Retired now\. .*\nbefore signs now\.\n$/)
    expect(signing()).toBe('before')
  })

  test('says which key signs then, by JHI_CLIENT_SIGNING_ALG too', async () => {
    const rsa = () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      return privateKey.export({ format: 'jwk' }) as Stored
    }
    write({ ...rsa(), kid: 'rsa' }, curve({ kid: 'ec' }), { ...rsa(), kid: 'now' })
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'PS256')
    expect((await keys('retire', 'now', '--now')).output).toContain('\nrsa signs now.\n')
    await expectRefusal(['retire', 'rsa', '--now'], /no active key for PS256/)
  })

  test('refuses the only active key in any case', async () => {
    await keys('retire', 'before')
    await expectRefusal(['retire', 'now', '--now'], /only active key/)
  })

  test('refuses a key that is retired, or not there', async () => {
    await expectRefusal(['retire', 'gone'], /retired already/)
    await expectRefusal(['retire', 'other'], /no key other\. keys list/)
  })
})

describe('remove', () => {
  beforeEach(() =>
    write(
      curve({ kid: 'gone', status: 'retired', since: start }),
      curve({ kid: 'now' }),
      curve({ kid: 'next', status: 'next' }),
    ),
  )

  test('waits until a key has been retired long enough, to the second', async () => {
    now = start + keyWaitSeconds - 1
    await expectRefusal(['remove', 'gone'], /^gone may be removed from 2027-01-15 08:10 UTC/)
    now += 1
    expect((await keys('remove', 'gone')).status).toBe(0)
    expect(stored().map(({ kid }) => kid)).toEqual(['now', 'next'])
  })

  test('does not wait with --now, and warns', async () => {
    const { status, notes } = await keys('remove', 'gone', '--now')
    expect([status, stored().length]).toEqual([0, 2])
    expect(notes).toContain(
      'Warning: For up to ten minutes the provider may still accept this key, or refuse what it signed last.',
    )
    expect(keyWaitSeconds).toBe(10 * 60)
  })

  test('takes the only retired key when none is named', async () => {
    now += keyWaitSeconds
    expect((await keys('remove')).output).toBe('Removed gone.\n')
    await expectRefusal(['remove'], /no retired key/)
    write(curve({}), curve({ status: 'retired' }), curve({ status: 'retired' }))
    await expectRefusal(['remove'], /several retired keys/)
  })

  test('refuses a key that is active or next, or not there', async () => {
    await expectRefusal(['remove', 'now', '--now'], /^now is active.* keys rotate first/)
    await expectRefusal(['remove', 'next', '--now'], /^next is next.* keys retire first/)
    await expectRefusal(['remove', 'other'], /no key other/)
  })
})

describe('list', () => {
  beforeEach(() =>
    write(
      curve({ kid: 'old', status: 'retired', since: start - keyWaitSeconds }),
      curve({ kid: 'late', status: 'retired', since: start - 60 }),
      curve({ kid: 'spare' }),
      curve({ kid: 'now', since: start - 86_400 }),
      curve({ kid: 'next', status: 'next', since: start - 60 }),
      curve({ kid: 'long since next', status: 'next' }),
    ),
  )

  test('says what each key is, where it stands, and what comes next', async () => {
    const { status, output } = await keys('list')
    expect(status).toBe(0)
    expect(output.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      'old | ES256 256 bits | retired since 2027-01-15 07:50 UTC | may be removed now',
      'late | ES256 256 bits | retired since 2027-01-15 07:59 UTC | may be removed from 2027-01-15 08:09 UTC',
      'spare | ES256 256 bits | active | does not sign, may be retired',
      'now | ES256 256 bits | active since 2027-01-14 08:00 UTC | signs now',
      'next | ES256 256 bits | next since 2027-01-15 07:59 UTC | may be activated from 2027-01-15 08:09 UTC',
      'long since next | ES256 256 bits | next | may be activated ten minutes after it was published; the file does not say when',
      '',
    ])
  })

  test('says the same in JSON, and nothing else on that channel', async () => {
    const { output } = await keys('list', '--json')
    const listed = JSON.parse(output) as { file: string; keys: object[] }
    expect(listed.file).toBe(path)
    expect(listed.keys).toHaveLength(6)
    const ecKey = { alg: 'ES256', bits: 256 }
    const at = (time: string) => `2027-01-15T${time}.000Z`
    expect(listed.keys.slice(1, 5)).toEqual([
      {
        ...ecKey,
        kid: 'late',
        status: 'retired',
        since: at('07:59:00'),
        signs: false,
        removableFrom: at('08:09:00'),
      },
      { ...ecKey, kid: 'spare', status: 'active', since: null, signs: false },
      { ...ecKey, kid: 'now', status: 'active', since: '2027-01-14T08:00:00.000Z', signs: true },
      {
        ...ecKey,
        kid: 'next',
        status: 'next',
        since: at('07:59:00'),
        signs: false,
        activatableFrom: at('08:09:00'),
      },
    ])
  })

  test('shows the algorithm that is really used', async () => {
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'RS256')
    rmSync(path)
    await keys('generate', '--bits', '2048')
    vi.stubEnv('JHI_CLIENT_SIGNING_ALG', 'PS256')
    expect((await keys('list')).output).toContain('PS256 2048 bits')
  })
})

describe('export', () => {
  beforeEach(async () => {
    await keys('generate', '--bits', '2048')
    await keys('generate', '--alg', 'ES256')
  })

  test('prints what the application publishes, byte for byte', async () => {
    const { status, output } = await keys('export')
    expect([status, output]).toEqual([0, `${JSON.stringify(published())}\n`])
    expect(published().keys).toHaveLength(2)
  })

  test.each([
    [[], 0],
    [['next'], 1],
  ])('--pem %j prints one public key as SPKI PEM', async (named, position) => {
    const { output } = await keys('export', '--pem', ...named.map(() => kidAt(position)))
    expect(output).toMatch(/^-----BEGIN PUBLIC KEY-----\n[^-]+\n-----END PUBLIC KEY-----\n$/)
    const { kty, n, e, crv, x, y } = stored()[position] ?? {}
    expect(createPublicKey(output).export({ format: 'jwk' })).toEqual(
      JSON.parse(JSON.stringify({ kty, n, e, crv, x, y })),
    )
  })

  test('refuses a key that is not there', async () => {
    await expectRefusal(['export', '--pem', 'other'], /no key other/)
  })
})

describe('the file', () => {
  test('is said, and what to set when the environment names none or another', async () => {
    await keys('generate', '--alg', 'ES256')
    expect((await keys('list')).notes).toBe(`File: ${path}\n`)
    vi.stubEnv('JHI_CLIENT_KEYS', '')
    const { status, notes } = await keys('list', '--file', path)
    expect(status).toBe(0)
    expect(notes).toContain(`JHI_CLIENT_KEYS is not set`)
    expect(notes).toContain(`JHI_CLIENT_KEYS=${path}\n`)
    vi.stubEnv('JHI_CLIENT_KEYS', '/elsewhere/keys.json')
    expect((await keys('list', '--file', path)).notes).toContain('/elsewhere/keys.json')
  })

  test('is .data/client-keys.json when nobody says another', async () => {
    vi.stubEnv('JHI_CLIENT_KEYS', '')
    vi.spyOn(process, 'cwd').mockReturnValue(join(path, '..'))
    await keys('generate', '--alg', 'ES256')
    vi.restoreAllMocks()
    expect(existsSync(join(path, '../.data/client-keys.json'))).toBe(true)
  })

  test('is followed by what is left to do, and the next key by what is to be registered', async () => {
    vi.stubEnv('JHI_CLIENT_KEYS', '')
    vi.stubEnv('JHI_CLIENT_AUTH', '')
    vi.spyOn(process, 'cwd').mockReturnValue(join(path, '..'))
    path = join(path, '../.data/client-keys.json')
    const first = await keys('generate', '--alg', 'ES256')
    expect(first).toEqual({
      status: 0,
      notes: '',
      output: `Made .data/client-keys.json with the key ${kidAt(0)}; it signs.
Next:
  1. In .env: JHI_CLIENT_AUTH=private_key_jwt and JHI_CLIENT_KEYS=.data/client-keys.json
  2. Register APP_URL/.well-known/jwks.json (or: npm run -s jhi -- keys export --pem)
  3. npm start, then npm run jhi -- doctor
`,
    })
    expect((await keys('generate', '--alg', 'ES256')).output).toMatch(
      /\nIf you registered a PEM, register this one before keys rotate: npm run -s jhi -- keys export --pem \S+\n$/,
    )
    rmSync(path)
    vi.stubEnv('JHI_CLIENT_KEYS', path)
    vi.stubEnv('JHI_CLIENT_AUTH', 'private_key_jwt')
    expect((await keys('generate', '--alg', 'ES256')).output).toContain('Next:\n  1. Register APP')
    vi.restoreAllMocks()
  })

  test('is enough: the rest of the environment may be unusable', async () => {
    vi.stubEnv('APP_URL', 'not an address')
    vi.stubEnv('JHI_CLIENT_AUTH', 'private-key-jwt')
    expect((await keys('generate', '--alg', 'ES256')).status).toBe(0)
  })

  test.each(['list', 'rotate', 'retire x', 'remove x', 'export', 'export --pem'])(
    'is missing: %s says how to make it',
    async (command) => {
      await expectRefusal(command.split(' '), /does not exist\. keys generate makes it/)
    },
  )

  test.each(['generate', 'list', 'rotate --now', 'retire a', 'remove b --now', 'export'])(
    'has problems: %s names them all and leaves it alone',
    async (command) => {
      write(curve({ kid: 'a', use: 'enc' }), curve({ kid: 'b', status: 'retired', alg: 'none' }))
      const before = text()
      const { status, output, notes } = await keys(...command.split(' '))
      expect({ status, output, after: text() }).toEqual({ status: 1, output: '', after: before })
      expect(notes).toContain(`JHI_CLIENT_KEYS: ${path}: keys[0].use must be sig`)
      expect(notes).toContain(`JHI_CLIENT_KEYS: ${path}: keys[1].alg must be one of`)
      expect(notes).toContain('not touched')
      expect(notes).toContain(
        command === 'generate'
          ? `Move it away (mv ${path} ${path}.bad), then run keys generate again and register the new key.`
          : 'Mend it, or restore a copy.',
      )
    },
  )

  test('keeps members that nobody here knows', async () => {
    const members = { 'x-note': 'ours', nested: { list: [1, null] } }
    const key = (more: Stored) => ({ ...curve(more), ...members })
    const before = [
      key({ kid: 'now' }),
      key({ kid: 'next', status: 'next', since: 0 }),
      key({ kid: 'gone', status: 'retired', since: 0 }),
    ]
    writeFileSync(path, JSON.stringify({ owner: members, keys: before }))
    await keys('rotate')
    await keys('remove', 'gone')
    await keys('generate', '--alg', 'ES256')
    await keys('retire', kidAt(2))
    const after = JSON.parse(text()) as { owner: object; keys: object[] }
    expect(after.owner).toEqual(members)
    expect(after.keys.slice(0, 2)).toEqual([
      { ...before[0], status: 'retired', since: start },
      { ...before[1], status: 'active', since: start },
    ])
  })
})

describe('what nobody understands is answered with how to say it, and status 2', () => {
  test.each([
    [[], /No command/],
    [['rotte'], /no command keys rotte/],
    [['toString'], /no command keys toString/],
    [['list', '--wrong'], /Unknown option/],
    [['list', '--pem'], /keys list has no --pem/],
    [['generate', '--json'], /keys generate has no --json/],
    [['list', 'kid'], /takes no name of a key/],
    [['retire'], /needs the kid/],
    [['retire', 'a', 'b'], /one key at a time/],
    [['export', 'kid'], /only with --pem/],
    [['list', '--file', ''], /--file needs a path/],
    [['generate', '--alg', 'HS256'], /--alg must be one of PS256, ES256, RS256/],
    [['generate', '--alg', ''], /--alg must be one of/],
    [['generate', '--bits', '1024'], /--bits must be one of 2048, 3072, 4096/],
    [['generate', '--bits', '2048.0'], /--bits must be one of/],
    [['generate', '--alg', 'ES256', '--bits', '2048'], /leave out --bits/],
  ])('%j', async (parameters, words) => {
    const { status, output, notes } = await keys(...parameters)
    expect({ status, output }).toEqual({ status: 2, output: '' })
    expect(notes).toMatch(words)
    expect(notes).toMatch(/\n\nUsage: npm run jhi -- keys .*\n--help shows more\.\n/)
    expect(existsSync(path)).toBe(false)
  })

  test('help is no mistake', async () => {
    for (const parameters of [['--help'], ['rotate', '-h']]) {
      expect(await keys(...parameters)).toMatchObject({
        status: 0,
        output: expect.stringContaining(keysUsage),
      })
    }
  })

  test.each(['-', '--'])(
    'a thumbprint that begins with %s is a name all the same',
    async (dash) => {
      const kid = dash.padEnd(43, 'x')
      write(curve({ kid: 'now' }), curve({ kid, status: 'next' }))
      expect((await keys('retire', kid)).output).toContain(`Retired ${kid}`)
    },
  )
})
