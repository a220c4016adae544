import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runDoctor } from '@/cli/doctor'
import type { CheckLine } from '@/cli/doctor/check-line'
import { createTestShell } from '@/cli/test-shell'
import { type Simulator, startSimulator } from '@/simulator/start-simulator'
import {
  createTestClientKey,
  startTestKeyServer,
  type TestClientKey,
  type TestKeyServer,
} from '@/simulator/test-client-key'
import { upstreamAddresses } from '@/testing/upstream-addresses'

/** Variables of one run. */
export type TestEnvironment = Record<string, string | undefined>

/** What was found, and whether all is well. */
export interface Findings {
  readonly ok: boolean
  readonly checks: CheckLine[]
  /** Those that are not ok; that nobody signs in is none. */
  readonly troubles: CheckLine[]
}

/** A provider, an application and an environment with nothing wrong in them. */
export interface DoctorPractice {
  readonly key: TestClientKey
  /** Stands in for the application, and publishes the key. */
  readonly app: TestKeyServer
  readonly simulator: Simulator
  /** Where nobody listens. */
  readonly nowhere: string
  readonly folder: string
  /** With a client secret. */
  base(changes?: TestEnvironment): TestEnvironment
  /** With `private_key_jwt`. */
  withKey(changes?: TestEnvironment): TestEnvironment
  /** Writes a file, as JSON unless it is text; only its owner can read it. */
  file(content: unknown, mode?: number): string
  doctor(environment: TestEnvironment): Promise<Findings>
}

/** A secret that nobody would guess. */
export const sessionSecret = 'Vq3l9Zt0cK7mN2xPw8Rb5yHd1sGf6uJe4oAi'

/** Starts everything for one test file and mends it before each test. */
export function practiceDoctor(): DoctorPractice {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  const practice = { folder, base, withKey, file, doctor } as {
    -readonly [Member in keyof DoctorPractice]: DoctorPractice[Member]
  }
  let files = 0

  // The log reads the environment of the process.
  Object.assign(process.env, { LOG_LEVEL: 'silent', SESSION_SECRETS: sessionSecret })
  beforeAll(async () => {
    practice.key = await createTestClientKey('kid-of-the-tests')
    practice.app = await startTestKeyServer([])
    const gone = await startTestKeyServer([])
    await gone.close()
    practice.nowhere = gone.origin
    const appUrl = practice.app.origin
    practice.simulator = await startSimulator({ port: 0, appUrl, dataFile: ':memory:' })
  })
  afterAll(async () => {
    await practice.simulator.close()
    await practice.app.close()
    rmSync(folder, { recursive: true })
  })
  beforeEach(() => {
    practice.simulator.faults.clear()
    practice.simulator.forgetClientKeys()
    practice.app.keys = [practice.key.publicJwk]
    practice.app.status = 200
  })

  function base(changes: TestEnvironment = {}): TestEnvironment {
    const { app, simulator } = practice
    return {
      NODE_ENV: 'test',
      APP_URL: app.origin,
      JHI_ISSUER: simulator.issuer,
      JHI_CLIENT_ID: simulator.clients.basic,
      JHI_CLIENT_SECRET: simulator.clients.secret,
      ...upstreamAddresses,
      JHI_INSTITUTIONS_URL: simulator.institutionsUrl,
      SESSION_SECRETS: sessionSecret,
      SESSION_STORE: 'sqlite::memory:',
      ...changes,
    }
  }

  function withKey(changes: TestEnvironment = {}): TestEnvironment {
    return base({
      JHI_CLIENT_ID: practice.simulator.clients.privateKey,
      JHI_CLIENT_AUTH: 'private_key_jwt',
      JHI_CLIENT_SECRET: undefined,
      JHI_CLIENT_KEYS: file({ keys: [practice.key.jwk] }),
      ...changes,
    })
  }

  function file(content: unknown, mode = 0o600): string {
    files += 1
    const path = join(folder, `${files}.json`)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    chmodSync(path, mode)
    return path
  }

  async function doctor(environment: TestEnvironment): Promise<Findings> {
    const shell = createTestShell(environment)
    const status = await runDoctor(['--json'], shell)
    const { ok, checks } = JSON.parse(shell.printed()) as Pick<Findings, 'ok' | 'checks'>
    expect([ok, status]).toEqual(
      checks.some((check) => check.status === 'failure') ? [false, 1] : [true, 0],
    )
    const troubles = checks.filter(
      ({ name, status }) => status !== 'ok' && !(status === 'skipped' && name === 'sign-in'),
    )
    return { ok, checks, troubles }
  }
  return practice
}

/** What is broken → how, and status, name and words of the line that says so. */
export type Broken = Readonly<
  Record<string, readonly [() => TestEnvironment, `${'warning' | 'failure'} ${string}`, RegExp]>
>

/** Breaks one thing at a time and expects exactly one line about it. */
export function testBroken({ doctor }: DoctorPractice, broken: Broken): void {
  test.each(Object.entries(broken))('%s', async (_, [arrange, line, words]) => {
    const { checks, troubles } = await doctor(arrange())
    const texts = checks
      .filter(({ name, status }) => `${status} ${name}` === line)
      .map(({ message, advice }) => `${message}. ${advice}`)
    const found = texts.filter((text) => words.test(text))
    expect(found, JSON.stringify(troubles, null, 1)).toHaveLength(1)
  })
}
