import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from './fixtures/test.ts'

// Starts applications of its own, one after the other on the same ports.
test.describe.configure({ mode: 'serial', timeout: 60_000 })

const [port, simulatorPort] = [3181, 4181]
const appUrl = `http://localhost:${port}`
const simulatorUrl = `http://localhost:${simulatorPort}`
const data = mkdtempSync(join(tmpdir(), 'jhi-start-'))
const environment = {
  PORT: String(port),
  SIMULATOR_PORT: String(simulatorPort),
  APP_URL: appUrl,
  JHI_ISSUER: '',
  SIMULATOR_DATA: join(data, 'simulator.db'),
  SESSION_STORE: `sqlite:${join(data, 'sessions.db')}`,
  NODE_ENV: 'production',
} as const

const running = new Set<ChildProcess>()
test.afterEach(async () => {
  await Promise.all([...running].map((child) => end(child, 'SIGTERM')))
})
test.afterAll(() => rmSync(data, { recursive: true, force: true }))

function start(command: string, parameters: string[], more: Record<string, string> = {}) {
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  return child
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  running.delete(child)
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve) => {
    child.on('exit', resolve)
    child.kill(signal)
  })
}

async function answers(address: string): Promise<number> {
  const response = await fetch(address).catch(() => null)
  await response?.body?.cancel()
  return response?.status ?? 0
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`npm start says where to go in one line, and ${signal} ends everything it started`, async () => {
    const child = start('npm', ['start', '--silent'])
    child.stderr?.resume()
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      lines.push(line)
      break
    }
    expect(lines).toEqual([`Ready: open ${appUrl}`])
    expect(await answers(`${appUrl}/api/health/ready`)).toBe(200)
    await end(child, signal)
    for (const address of [`${appUrl}/api/health/live`, simulatorUrl]) {
      await expect.poll(() => answers(address), { timeout: 10_000 }).toBe(0)
    }
  })
}

test('a wrong environment stops the start with one message that lists every problem', async () => {
  const child = start(process.execPath, ['scripts/start.ts'], {
    JHI_ISSUER: 'http://login.example.com/oidc',
    JHI_CLIENT_AUTH: 'telepathy',
    SESSION_SECRETS: 'short-secret',
    SESSION_IDLE_MINUTES: 'soon',
  })
  let output = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  running.delete(child)
  expect(code).toBe(1)
  const message = output.slice(output.indexOf('The environment is not usable'))
  for (const name of [
    'JHI_ISSUER',
    'JHI_CLIENT_ID',
    'JHI_CLIENT_AUTH',
    'JHI_CLIENT_SECRET',
    'JHI_INSTITUTIONS_URL',
    'SESSION_SECRETS',
    'SESSION_IDLE_MINUTES',
  ]) {
    expect(message).toContain(`- ${name} `)
  }
  for (const value of ['telepathy', 'short-secret', 'soon']) expect(message).not.toContain(value)
})

test('with the provider down the application starts, says so, and recovers by itself', async ({
  page,
}) => {
  const issuer = `${simulatorUrl}/a/oidc-provider/api/v0`
  const application = start(process.execPath, ['scripts/start.ts'], {
    JHI_ISSUER: issuer,
    JHI_CLIENT_ID: 'starter',
    JHI_CLIENT_SECRET: 'simulator-only-secret',
    JHI_INSTITUTIONS_URL: `${simulatorUrl}/a/groups/api/v0/users/{userId}/institutions`,
  })
  application.stdout?.resume()
  application.stderr?.resume()
  await expect.poll(() => answers(`${appUrl}/api/health/live`), { timeout: 20_000 }).toBe(200)
  expect(await answers(`${appUrl}/api/health/ready`)).toBe(503)
  await page.goto(`${appUrl}/sign-in`)
  await expect(page.getByText("Jack Henry Identity isn't responding")).toBeVisible()

  const simulator = start(process.execPath, ['simulator/main.ts'])
  simulator.stdout?.resume()
  await expect.poll(() => answers(`${appUrl}/api/health/ready`), { timeout: 20_000 }).toBe(200)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('link', { name: 'Sign in with Jack Henry' })).toBeVisible()
})
