import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'
import { startSimulator } from '@/simulator/start-simulator'
import { startTestKeyServer } from '@/simulator/test-client-key'

const issuer = 'https://issuer.example'
/** Nothing of the project is here, so neither are a developer's `.env` and `.data`. */
const folder = mkdtempSync(join(tmpdir(), 'cli-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = () => join(mkdtempSync(join(folder, 'store-')), 'sessions.db')

interface Ended {
  readonly status: number
  readonly output: string
  readonly problems: string
}

const command = [
  '--conditions=react-server',
  '--import',
  resolve('scripts/register-aliases.mjs'),
  resolve('cli/main.ts'),
]

/** Runs the command line as npm does. */
function jhi(
  parameters: string[],
  environment: Record<string, string> = {},
  cwd = folder,
): Promise<Ended> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      [...command, ...parameters],
      { cwd, env: { NODE_ENV: 'test', PATH: process.env.PATH, ...environment } },
      (error, output, problems) => done({ status: Number(error?.code ?? 0), output, problems }),
    )
  })
}

test('help says which commands there are', async () => {
  const { status, output } = await jhi(['--help'])
  expect([status, output]).toEqual([0, expect.stringContaining('sessions end --subject')])
})

test('ends every session of a person and no one else’s', async () => {
  const path = file()
  const store = openSqliteSessionStore(path)
  const now = Date.now()
  const hour = 3_600_000
  for (const [sessionId, subject, of] of [
    ['one', 'pat', issuer],
    ['two', 'pat', issuer],
    ['three', 'kim', issuer],
    ['four', 'pat', 'https://other.example'],
  ] as const) {
    const times = { startedAt: now, idleExpiresAt: now + hour, absoluteExpiresAt: now + hour }
    await store.createSession(
      { sessionId, subject, issuer: of, sid: null, device: '', sealed: Buffer.of(1), ...times },
      now,
    )
  }
  const parameters = ['sessions', 'end', '--subject', 'pat', '--issuer', issuer]
  const ended = await jhi(parameters, { SESSION_STORE: `sqlite:${path}` })
  expect(ended).toEqual({ status: 0, output: '2 ended.\n', problems: '' })
  const left = async (sessionId: string) =>
    (await store.findSession(sessionId, { accessTo: [], now })) !== null
  expect(await Promise.all(['one', 'two', 'three', 'four'].map(left))).toEqual([
    false,
    false,
    true,
    true,
  ])
  await store.close()
})

test('a store that cannot be used is named, with status 1', async () => {
  const path = file()
  writeFileSync(path, 'notes'.repeat(500))
  const ended = await jhi(['sessions', 'end', '--subject', 'pat'], {
    SESSION_STORE: `sqlite:${path}`,
  })
  expect(ended).toMatchObject({ status: 1, output: '' })
  expect(ended.problems).toContain(`${path} is damaged`)
})

test('an environment that is not usable is explained by name, with status 1', async () => {
  const ended = await jhi(['sessions', 'end', '--subject', 'pat'], { SESSION_STORE: 'files:x' })
  expect(ended).toMatchObject({ status: 1, output: '' })
  expect(ended.problems).toContain('SESSION_STORE must be')
})

test('a file with settings that cannot be read is named, with status 1', async () => {
  const cwd = mkdtempSync(join(folder, 'unreadable-'))
  mkdirSync(join(cwd, '.env'))
  const ended = await jhi(['doctor'], {}, cwd)
  expect(ended).toMatchObject({ status: 1, output: '' })
  expect(ended.problems).toMatch(/\.env/)
  expect(ended.problems).not.toContain('    at ')
})

test('the files .env.local and .env are read, and never override what is set', async () => {
  const cwd = mkdtempSync(join(folder, 'env-'))
  writeFileSync(join(cwd, '.env'), 'JHI_PAR=from-env\nJHI_DPOP=from-env\nLOG_LEVEL=from-env\n')
  writeFileSync(join(cwd, '.env.local'), 'JHI_PAR=off\nJHI_TENANT=x\n')
  const { output, status } = await jhi(['doctor', '--json'], { JHI_DPOP: 'on' }, cwd)
  expect(status).toBe(1)
  expect(output).toContain('JHI_TENANT is set, and nothing reads it')
  expect(output).toContain('LOG_LEVEL must be')
  expect(output).not.toMatch(/JHI_PAR must|JHI_DPOP must/)
})

test('doctor, login and token work as npm runs them, with nothing else on standard output', async () => {
  const free = await startTestKeyServer([])
  await free.close()
  const simulator = await startSimulator({ port: 0, appUrl: free.origin, dataFile: ':memory:' })
  const environment = {
    APP_URL: free.origin,
    JHI_ISSUER: simulator.issuer,
    JHI_CLIENT_ID: simulator.clients.basic,
    JHI_CLIENT_SECRET: simulator.clients.secret,
    JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
  }
  const cwd = mkdtempSync(join(folder, 'run-'))
  const doctor = await jhi(['doctor', '--json'], environment, cwd)
  expect(doctor).toMatchObject({ status: 0, problems: '' })
  expect(JSON.parse(doctor.output)).toMatchObject({ ok: true })
  expect(existsSync(join(cwd, '.data', 'sessions.db'))).toBe(false)

  const token = await jhi(['token'], environment, cwd)
  expect(token).toMatchObject({ status: 1, output: '' })
  expect(token.problems).toMatch(/^No application for service tokens: .*\n$/)

  const redirectUri = `${free.origin}/callback`
  const login = spawn(process.execPath, [...command, 'login', '--redirect-uri', redirectUri], {
    cwd,
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let noted = ''
  const ended = new Promise((done) => login.once('exit', (...how) => done(how)))
  login.stderr.on('data', (chunk) => {
    if (!noted.includes('Ctrl-C') && `${noted}${chunk}`.includes('Ctrl-C')) login.kill('SIGINT')
    noted += chunk
  })
  expect(await ended).toEqual([1, null])
  expect(noted).toMatch(/Open this address.*\nEnded\.\n$/s)
  await simulator.close()
})
