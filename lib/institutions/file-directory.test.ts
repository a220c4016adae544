import { writeFileSync } from 'node:fs'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ConfigError } from '@/lib/config/parse-config'
import { createTemporaryFile, type TemporaryFile } from '@/testing/temporary-file'
import { openFileDirectory } from './file-directory'
import type { InstitutionDirectory } from './institution-directory'
import { describeInstitutionDirectory } from './institution-directory.contract'

process.env.LOG_LEVEL = 'silent'

const everything = { query: '', cursor: null, limit: 50 }
const bank = (n: number) => ({ institutionId: `id-${n}`, name: `Bank ${n}` })
const person = (subject: string) => ({
  issuer: 'i',
  subject,
  username: `${subject}@example.test`,
  fetch: () => Promise.reject(new Error('nobody to ask')),
})

let file: TemporaryFile | undefined
let directory: InstitutionDirectory | undefined
afterEach(async () => {
  await directory?.close()
  file?.remove()
})
const open = (content: unknown) => {
  file = createTemporaryFile(content)
  directory = openFileDirectory(file.path)
  return directory
}

describe('as every directory', () => {
  let contractFile: TemporaryFile
  afterAll(() => contractFile.remove())
  describeInstitutionDirectory(async (content) => {
    contractFile = createTemporaryFile(content)
    return { directory: openFileDirectory(contractFile.path) }
  })
})

test('is read again when it changes, and a mistake in it changes nothing', async () => {
  const opened = open({ institutions: [bank(1)], users: { pat: ['id-1'] } })
  const ids = async () =>
    (await opened.search(person('pat'), everything)).institutions.map((one) => one.institutionId)
  expect(await ids()).toEqual(['id-1'])
  file?.write({ institutions: [bank(1), bank(2)], users: { 'pat@example.test': ['id-2'] } })
  await expect.poll(ids, { timeout: 5_000 }).toEqual(['id-2'])
  writeFileSync(file?.path ?? '', '{ "institutions": [')
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  expect(await ids()).toEqual(['id-2'])
})

function problemsOf(content: unknown): readonly string[] {
  try {
    open(content)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test.each([
  ['no users', { institutions: [] }, 'users has another shape'],
  ['another list', [], 'the file has another shape'],
  [
    'a row without a name',
    { institutions: [{ institutionId: 'a' }], users: {} },
    'institutions[0]',
  ],
  ['the id *', { institutions: [{ ...bank(1), institutionId: '*' }], users: {} }, 'the id "*"'],
  ['an id twice', { institutions: [bank(1), bank(1)], users: {} }, 'institutions[1]'],
  ['an unknown id', { institutions: [], users: { pat: ['id-1'] } }, 'users."pat"[0]'],
])('%s is refused by name and place', (_, content, problem) => {
  const problems = problemsOf(content)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^INSTITUTIONS_FILE: /)
  expect(problems[0]).toContain(problem)
})

test('of many problems the first are told', () => {
  const institutions = Array.from({ length: 100 }, () => ({}))
  expect(problemsOf({ institutions, users: {} })).toHaveLength(21)
})
