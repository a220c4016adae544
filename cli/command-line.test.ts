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
  for (const parameter of ['--help', '-h', 'help']) {
    const { status, output } = await jhi([parameter])
    expect(status).toBe(0)
    for (const words of ['sessions end --subject', 'doctor', 'login', 'token', 'keys generate']) {
      expect(output).toContain(words)
    }
    expect(output.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(output).toMatch(/\nIn scripts: npm run -s jhi -- …\n$/)
  }
})

test('nothing at all is answered with the help, and status 2', async () => {
  expect(await jhi([])).toEqual({
    status: 2,
    output: '',
    problems: (await jhi(['help'])).output,
  })
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
  expect((await jhi(['help', name])).output).toBe(output)
  expect(output).toContain(words)
  expect(output.match(/Usage/g)).toHaveLength(1)
  expect(output.match(/^ {2}[a-z]+/gm)?.every((line) => line.trim() === name)).toBe(name !== 'keys')
})

test.each([
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
  const [reason, none, ...usage] = problems.split('\n')
  expect(reason).toMatch(
    /There is no command|sessions (end needs|has one)|Unknown option|Unexpected argument|does not take an argument|--redirect-uri must be/,
  )
  expect(none).toBe('')
  const [name = '', command = ''] = parameters
  expect(usage).toEqual([
    expect.stringMatching(/^Usage: npm run jhi -- \S/),
    '--help shows more.',
    '',
  ])
  expect(usage[0]).toContain(['unheard-of', 'constructor'].includes(name) ? 'login|' : name)
  expect(usage[0]).not.toContain(command === 'end' ? 'doctor' : 'Check everything')
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
