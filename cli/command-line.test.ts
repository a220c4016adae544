import { expect, test } from 'vitest'
import { runCommandLine } from './command-line'
import { createTestShell } from './test-shell'

// The log reads the environment of the process.
process.env.LOG_LEVEL = 'silent'

async function jhi(parameters: string[], environment: Record<string, string> = {}) {
  const shell = createTestShell({ NODE_ENV: 'test', ...environment })
  const status = await runCommandLine(parameters, shell)
  return { status, output: shell.printed(), problems: shell.noted() }
}

test('help says which commands there are', async () => {
  for (const parameter of ['--help', '-h']) {
    const { status, output } = await jhi([parameter])
    expect(status).toBe(0)
    for (const words of ['sessions end --subject', 'doctor', 'login', 'token', 'keys generate']) {
      expect(output).toContain(words)
    }
  }
})

test.each([
  ['login', '--login-hint'],
  ['token', '--scope'],
  ['doctor', '--sign-in'],
  ['keys', 'keys rotate'],
  ['sessions', '--subject'],
])('%s has a help of its own', async (name, words) => {
  const { status, output } = await jhi([name, '--help'])
  expect(status).toBe(0)
  expect(output).toContain(words)
  expect(output.match(/Usage/g)).toHaveLength(1)
  expect(output.match(/^ {2}[a-z]+/gm)?.every((line) => line.trim() === name)).toBe(name !== 'keys')
})

test.each([
  [[]],
  [['unheard-of']],
  [['constructor']],
  [['sessions']],
  [['sessions', 'end']],
  [['sessions', 'end', '--wrong']],
  [['login', '--wrong']],
  [['login', '--redirect-uri', 'https://desk.example.com/callback']],
  [['login', 'something']],
  [['token', 'something']],
  [['doctor', '--json=yes']],
  [['keys', 'unheard-of']],
])('%j is answered with how to say it, and status 2', async (parameters: string[]) => {
  const { status, output, problems } = await jhi(parameters)
  expect([status, output]).toEqual([2, ''])
  expect(problems).toMatch(
    /Usage|Unknown option|Unexpected argument|does not take an argument|--redirect-uri must be/,
  )
  expect(problems).not.toContain('    at ')
})

test.each([[['login']], [['token']]])(
  'an environment that is not usable is explained by name to %j, with status 1',
  async (parameters: string[]) => {
    const { status, output, problems } = await jhi(parameters, { SESSION_STORE: 'files:x' })
    expect([status, output]).toEqual([1, ''])
    expect(problems).toContain('SESSION_STORE must be')
    expect(problems).not.toContain('    at ')
  },
)
