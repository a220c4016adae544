import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openSqliteSessionStore } from '@/lib/session/sqlite-session-store'

const issuer = 'https://issuer.example'
const file = () => join(mkdtempSync(join(tmpdir(), 'cli-')), 'sessions.db')

interface Ended {
  readonly status: number
  readonly output: string
  readonly problems: string
}

/** Runs the command line as npm does. */
function jhi(parameters: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const node = ['--conditions=react-server', '--import', './scripts/register-aliases.mjs']
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...node, 'cli/main.ts', ...parameters],
      { env: { NODE_ENV: 'test', PATH: process.env.PATH, ...environment } },
      (error, output, problems) => resolve({ status: Number(error?.code ?? 0), output, problems }),
    )
  })
}

test('help says which commands there are', async () => {
  const { status, output } = await jhi(['--help'])
  expect([status, output]).toEqual([0, expect.stringContaining('sessions end --subject')])
})

test.each([[[]], [['sessions']], [['sessions', 'end']], [['sessions', 'end', '--wrong']]])(
  '%j is answered with how to say it, and status 2',
  async (parameters: string[]) => {
    const { status, output, problems } = await jhi(parameters)
    expect(status).toBe(2)
    expect(output + problems).toMatch(/Usage|Unknown option/)
  },
)

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
