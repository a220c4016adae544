import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, vi } from 'vitest'
import { runLogin } from '@/cli/login'
import { createTestShell } from '@/cli/test-shell'
import { type Simulator, startSimulator } from '@/simulator/start-simulator'
import { createTestBrowser, type Visit } from '@/simulator/test-browser'
import {
  createTestClientKey,
  startTestKeyServer,
  type TestClientKey,
} from '@/simulator/test-client-key'
import type { TestEnvironment } from './doctor'

const few = 'few@example.test'
const appUrl = 'http://localhost:3999'

/** How a command ended: its status, or the message it failed with. */
export interface Ended {
  readonly status: number | string
  readonly printed: string
  readonly noted: string
}

/** A command that waits for a person. */
export interface Started {
  readonly address: string
  readonly ended: Promise<Ended>
}

/** Which command is run, and with which variables. */
export interface StartOptions {
  readonly environment?: TestEnvironment
  readonly command?: typeof runLogin
}

/** A provider, a place to wait at and one person’s browser, for the commands that sign in. */
export interface LoginPractice {
  readonly simulator: Simulator
  readonly key: TestClientKey
  /** Registered, and free to be listened at. */
  readonly redirectUri: string
  base(changes?: Record<string, string>): TestEnvironment
  /** Writes a file as JSON; only its owner can read it. */
  file(content: unknown): string
  /** Runs a command until it shows an address. */
  start(parameters?: string[], options?: StartOptions): Promise<Started>
  /** Signs in at the provider, and comes back unless `follow` is false. */
  walk(address: string, options?: { follow?: boolean; origin?: string }): Promise<Visit>
  /** The whole of `login`: both of the above, and how it ended. */
  login(
    parameters?: string[],
    options?: StartOptions,
  ): Promise<Ended & { page: Visit; address: URL }>
}

/** Starts everything for one test file, with no faults at the start of each test. */
export function practiceLogin(): LoginPractice {
  const folder = mkdtempSync(join(tmpdir(), 'login-'))
  const practice = { base, file, start, walk, login } as {
    -readonly [Member in keyof LoginPractice]: LoginPractice[Member]
  }
  // The log reads the environment of the process.
  Object.assign(process.env, { LOG_LEVEL: 'silent', SESSION_SECRETS: 'x'.repeat(40) })

  beforeAll(async () => {
    const free = await startTestKeyServer([])
    await free.close()
    practice.redirectUri = `${free.origin}/callback`
    practice.key = await createTestClientKey()
    practice.simulator = await startSimulator({
      port: 0,
      appUrl,
      dataFile: ':memory:',
      redirectUris: [practice.redirectUri],
      clientJwks: { keys: [practice.key.publicJwk] },
    })
  })
  afterAll(async () => {
    await practice.simulator.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(() => practice.simulator.faults.clear())

  function base(changes: Record<string, string> = {}): TestEnvironment {
    const { clients, institutionsUrl, issuer } = practice.simulator
    return {
      NODE_ENV: 'test',
      APP_URL: appUrl,
      JHI_ISSUER: issuer,
      JHI_CLIENT_ID: clients.basic,
      JHI_CLIENT_SECRET: clients.secret,
      JHI_INSTITUTIONS_URL: institutionsUrl,
      SESSION_STORE: 'sqlite::memory:',
      ...changes,
    }
  }

  function file(content: unknown): string {
    const path = join(folder, `${crypto.randomUUID()}.json`)
    writeFileSync(path, JSON.stringify(content), { mode: 0o600 })
    return path
  }

  async function start(
    parameters: string[] = [],
    { environment = base(), command = runLogin }: StartOptions = {},
  ): Promise<Started> {
    const shell = createTestShell(environment)
    const ended = command(['--redirect-uri', practice.redirectUri, ...parameters], shell)
      .catch((error: Error) => error.message)
      .then((status) => ({ status, printed: shell.printed(), noted: shell.noted() }))
    const address = await vi.waitFor(
      () => {
        const shown = /^ {2}(http\S+)$/m.exec(shell.noted())?.[1]
        if (shown === undefined) throw new Error('no address yet')
        return shown
      },
      { timeout: 10_000 },
    )
    return { address, ended }
  }

  async function walk(
    address: string,
    { follow = true, origin = practice.simulator.origin } = {},
  ): Promise<Visit> {
    const origins = follow ? [origin, new URL(practice.redirectUri).origin] : [origin]
    const browser = createTestBrowser(...origins)
    return browser.submit(await browser.open(address), { email: few, password: 'anything' })
  }

  async function login(parameters: string[] = [], options: StartOptions = {}) {
    const { address, ended } = await start(parameters, options)
    const page = await walk(address)
    return { page, address: new URL(address), ...(await ended) }
  }
  return practice
}
