import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { institutionIdAt } from '../simulator/institutions.ts'
import { requirePerson } from '../simulator/people.ts'
import { simulatorClients } from '../simulator/simulator-clients.ts'
import { createKeyInFile } from '../testing/client-keys.ts'
import { runJhi } from '../testing/command-line.ts'
import { type Deployment, startDeployment } from '../testing/deployment.ts'
import { type PublishedKeys, watchPublishedKeys } from '../testing/published-keys.ts'
import { createServerFolder } from '../testing/server-folder.ts'
import { type SignIns, startSignIns } from '../testing/sign-ins.ts'

/** The contract: a changed file is in use within this time. */
const inUse = { timeout: 5_000 }
/** And has signed in somebody, on a machine that is busy. */
const inUseAndUsed = { timeout: 15_000 }
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'] as const

/** Each reaches one instance alone, so that for whom was signed tells who signed. */
const loners = ['few@example.test', 'many@example.test'] as const

const folder = createServerFolder()
const keyFile = join(folder, 'client-keys.json')
const environment = {
  JHI_CLIENT_ID: simulatorClients.privateKey,
  JHI_CLIENT_AUTH: 'private_key_jwt',
  JHI_CLIENT_SECRET: '',
  JHI_CLIENT_KEYS: keyFile,
  SESSION_STORE: `sqlite:${join(folder, 'sessions.db')}`,
}
const keys = (...parameters: string[]) => runJhi(environment, 'keys', ...parameters)

interface StoredKeys {
  readonly keys: readonly Readonly<Record<string, string | number>>[]
}
const readKeys = () => JSON.parse(readFileSync(keyFile, 'utf8')) as StoredKeys
const kidsInFile = () => readKeys().keys.map(({ kid }) => String(kid))
const privateValues = () =>
  readKeys().keys.flatMap((key) => privateMembers.flatMap((name) => key[name] ?? []).map(String))

let deployment: Deployment
let published: PublishedKeys
let signIns: SignIns
beforeAll(async () => {
  await keys('generate')
  deployment = await startDeployment(environment)
})
afterAll(() => deployment?.close())
beforeEach(async () => {
  const { instances, simulator } = deployment
  simulator.tokenRequests.clear()
  published = await watchPublishedKeys(instances.map(({ origin }) => origin))
  const wanderer = { email: 'one@example.test', institutionId: institutionIdAt(5) }
  signIns = startSignIns(deployment, [
    { email: loners[0], institutionId: institutionIdAt(0), at: instances[0] },
    { email: loners[1], institutionId: institutionIdAt(1), at: instances[1] },
    ...[wanderer, wanderer, wanderer],
  ])
})
afterEach(async () => {
  await signIns.stop()
  await published.stop()
})

test('a rotation through all states under load fails no sign-in', async () => {
  const { simulator } = deployment
  const [first = ''] = kidsInFile()
  const secrets = new Set(privateValues())
  await signIns.onceMore()

  await keys('generate')
  const [, second = ''] = kidsInFile()
  for (const value of privateValues()) secrets.add(value)
  await expectPublished(first, second)
  simulator.forgetClientKeys()
  await signIns.onceMore()

  await keys('rotate', '--now')
  await expect.poll(signersNow, inUseAndUsed).toEqual([second, second])
  await signIns.onceMore()
  await expectPublished(first, second)

  await keys('remove', first, '--now')
  await expectPublished(second)
  simulator.forgetClientKeys()
  await signIns.onceMore()
  await signIns.stop()
  await published.stop()

  console.info(`${signIns.completed} sign-ins and openings, ${assertions().length} assertions`)
  expect(signIns.failed).toEqual([])
  expect(assertions().filter(({ status }) => status !== 200)).toEqual([])
  expect(loners.map(signersFor)).toEqual([
    [first, second],
    [first, second],
  ])
  expect(assertions().filter(({ kid, time }) => !published.had(kid, time))).toEqual([])
  expect(simulator.clientKeyFetches).toBe(3)
  const ids = assertions().map(({ jti }) => jti)
  expect(new Set(ids).size).toBe(ids.length)
  expectNothingPrivate([...published.texts], secrets)
  expectNothingPrivate(logs(), secrets)
}, 120_000)

test('a file that turns bad is refused, and sign-ins go on', async () => {
  const good = readFileSync(keyFile, 'utf8')
  const { keys: stored } = readKeys()
  const bad: [problem: string, spoil: () => void][] = [
    ['is not JSON', () => writeFileSync(keyFile, good.slice(0, good.length / 2))],
    [
      'keys\\[0\\].d is missing',
      () => writeFileSync(keyFile, JSON.stringify({ keys: stored.map(({ d: _, ...key }) => key) })),
    ],
    ['does not exist', () => rmSync(keyFile)],
  ]
  for (const [problem, spoil] of bad) {
    spoil()
    const refused = expect.stringMatching(new RegExp(`${keyFile}: ${problem}.*"file.refused"`))
    await expect.poll(lastFileEvents, inUse).toEqual([refused, refused])
    await signIns.onceMore()
  }
  writeFileSync(keyFile, good)
  const reloaded = expect.stringContaining(`"msg":"file.reloaded"`)
  await expect.poll(lastFileEvents, inUse).toEqual([reloaded, reloaded])
  await signIns.onceMore()
  await signIns.stop()
  await published.stop()

  expect(signIns.failed).toEqual([])
  expect(published.texts.size).toBe(1)
  expectNothingPrivate(logs(), privateValues())
})

test('a key that signs before the provider has seen it lets nobody in', async () => {
  const { simulator } = deployment
  await signIns.onceMore()
  expect(signIns.failed).toEqual([])
  const unseen = createKeyInFile('unseen')
  writeFileSync(keyFile, JSON.stringify({ keys: [...readKeys().keys, unseen] }))
  await expectPublished(...kidsInFile())
  await signIns.onceMore()
  await signIns.onceMore()
  expect(signIns.failed.length).toBeGreaterThan(0)
  for (const failed of signIns.failed) expect(failed).toMatch(/\?error=provider_error$/)
  const refused = assertions().filter(({ kid }) => kid === unseen.kid)
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([401]))

  simulator.forgetClientKeys()
  await signIns.onceMore()
  const failed = [...signIns.failed]
  await signIns.onceMore()
  expect(signIns.failed).toEqual(failed)
  expect(signersNow()).toEqual([unseen.kid, unseen.kid])
})

/** Both instances publish these keys and no others, in the same words. */
async function expectPublished(...kids: string[]): Promise<void> {
  await expect.poll(() => published.kidsNow(), inUse).toEqual([kids, kids])
  expect(new Set(await published.now()).size).toBe(1)
}

/** The assertions that the provider has seen. */
function assertions() {
  return deployment.simulator.tokenRequests.entries.map(({ assertion, subject, status, time }) => ({
    kid: assertion?.header.kid ?? 'none',
    jti: assertion?.claims.jti,
    ...{ subject, status, time },
  }))
}

/** The keys that were used for a person, each as often as it took the place of another one. */
function signersFor(email: string): string[] {
  const { sub } = requirePerson(email)
  const kids = assertions().flatMap(({ kid, subject }) => (subject === sub ? [kid] : []))
  return kids.filter((kid, n) => kid !== kids[n - 1])
}

/** The key that each instance signs with. */
function signersNow(): (string | undefined)[] {
  return loners.map((email) => signersFor(email).at(-1))
}

function logs(): string[] {
  return deployment.instances.map((instance) => instance.output())
}

/** The last line of each log that is about a file. */
function lastFileEvents(): string[] {
  return logs().map((log) => log.split('\n').findLast((line) => /"msg":"file\./.test(line)) ?? '')
}

function expectNothingPrivate(texts: readonly string[], secrets: Iterable<string>): void {
  const members = new RegExp(`"(${privateMembers.join('|')})"`)
  for (const text of texts) {
    expect(text).not.toMatch(members)
    for (const secret of secrets) expect(text.includes(secret)).toBe(false)
  }
}
