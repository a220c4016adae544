import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEntitlementsDirectory } from '@/lib/institutions/entitlements-directory'
import { type PostgresServer, startPostgres } from '@/testing/postgres-server'
import { runInstitutions } from './institutions'
import { createTestShell } from './test-shell'

process.env.LOG_LEVEL = 'silent'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
  process.env.DATABASE_URL = postgres.url
}, 60_000)
afterAll(async () => {
  await postgres.close()
  rmSync(folder, { recursive: true })
})

async function run(name: string, content: string | Buffer, ...options: string[]) {
  const file = join(folder, name)
  writeFileSync(file, content)
  const shell = createTestShell({})
  const status = await runInstitutions(['import', file, ...options], shell)
  return { status, printed: shell.printed(), noted: shell.noted().trimEnd().split('\n') }
}

async function namesFor(subject: string) {
  const directory = createEntitlementsDirectory({ kind: 'postgres', url: postgres.url })
  const fetch = () => Promise.reject(new Error('nobody to ask'))
  const user = { issuer: 'i', subject, username: subject, fetch }
  const page = await directory.search(user, { query: '', cursor: null, limit: 50 })
  await directory.close()
  return page.institutions.map(({ name }) => name)
}

const banks = `institutionId,name,city,state,routingNumber
id-1,"Bank & ""Trust"", First",Monett,MO,101205681
id-2,بنك 🏦,,,
`

test('imports a CSV of institutions, then one of entitlements', async () => {
  expect(await run('banks.csv', banks)).toMatchObject({
    status: 0,
    printed: 'Institutions: 2 added, 0 changed, 0 unchanged, 0 removed.\n',
  })
  const people = 'user,institutionId,roles\r\npat,id-1,teller; admin\r\npat,id-2,\r\nkim,*,\r\n'
  expect(await run('people.csv', people)).toMatchObject({
    status: 0,
    printed: 'Entitlements: 3 added, 0 changed, 0 unchanged, 0 removed.\n',
  })
  expect(await namesFor('pat')).toEqual(['Bank & "Trust", First', 'بنك 🏦'])
  expect(await run('banks.csv', `\ufeff${banks}`)).toMatchObject({
    printed: 'Institutions: 0 added, 0 changed, 2 unchanged, 0 removed.\n',
  })
})

test('imports the JSON that the file directory reads, and can say roles', async () => {
  const content = {
    institutions: [{ institutionId: 'id-3', name: 'Third Bank', city: null }],
    users: { lee: ['id-3', { institutionId: 'id-1', roles: ['admin'] }] },
  }
  expect(await run('all.json', JSON.stringify(content))).toMatchObject({
    status: 0,
    printed:
      'Institutions: 1 added, 0 changed, 0 unchanged, 0 removed.\n' +
      'Entitlements: 2 added, 0 changed, 0 unchanged, 0 removed.\n',
  })
  expect(await namesFor('lee')).toEqual(['Bank & "Trust", First', 'Third Bank'])
})

test('takes lines that end in any way, and JSON with any space and depth', async () => {
  for (const end of ['\r', '\r\n', '\n']) {
    const { status } = await run(
      'ends.csv',
      ['institutionId,name', 'e-1,Bank', 'e-2,Bank'].join(end),
      '--dry-run',
    )
    expect([end, status]).toEqual([end, 0])
  }
  const space = ' '.repeat(100)
  const spaced = `{"institutions"${space}: [{"institutionId"${space}: "s", "name"${space}: "S"}]}`
  expect((await run('spaced.json', spaced, '--dry-run')).status).toBe(0)
  const deep = `{"institutions": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect((await run('deep.json', deep)).noted[0]).toBe('line 1: institutionId is missing')
})

test('a pipe and a folder are no files, and a missing one is an error', async () => {
  const pipe = join(folder, 'pipe.csv')
  execFileSync('mkfifo', [pipe])
  for (const path of [pipe, folder]) {
    const shell = createTestShell({})
    expect(await runInstitutions(['import', path], shell)).toBe(1)
    expect(shell.noted()).toContain('line 1: this is no regular file')
  }
  const missing = runInstitutions(['import', join(folder, 'none.csv')], createTestShell({}))
  await expect(missing).rejects.toMatchObject({ code: 'ENOENT', syscall: 'stat' })
})

test('a dry run says what would happen, and nothing happens', async () => {
  const { status, printed } = await run('x.csv', 'user,institutionId\nnew,id-1\n', '--dry-run')
  expect([status, printed]).toEqual([
    0,
    'Entitlements: 1 added, 0 changed, 0 unchanged, 0 removed.\nDry run: nothing was imported.\n',
  ])
  expect(await namesFor('new')).toEqual([])
})

test('replacing removes what the file does not name', async () => {
  const { printed } = await run('y.csv', 'user,institutionId\npat,id-2\nlee,id-3\n', '--replace')
  expect(printed).toBe('Entitlements: 0 added, 0 changed, 2 unchanged, 3 removed.\n')
  expect(await namesFor('pat')).toEqual(['بنك 🏦'])
  expect(await namesFor('kim')).toEqual([])
})

describe('bad lines are told by number, and nothing is imported', () => {
  test('in CSV', async () => {
    const lines = [
      'institutionId,name,city,state,routingNumber',
      'ok-1,Good Bank,,,',
      ',No Id,,,',
      'ok-2,"Two',
      'Lines",,,',
      'ok-3,,,,',
      'ok-1,Again,,,',
      '',
      'ok-4,Short Number,,,1205681',
      'ok-5,Too,Many,Fields,101205681,x',
      '*,Every Bank,,,',
      '..,Dots,,,',
      `ok-6,${'x'.repeat(301)},,,`,
      'ok-7,"Open,,,',
    ]
    const { status, noted, printed } = await run('bad.csv', lines.join('\n'))
    expect([status, printed]).toEqual([1, ''])
    expect(noted).toEqual([
      'line 3: institutionId is missing',
      'line 4: name has characters that are none: is the file UTF-8?',
      'line 6: name is missing',
      'line 7: the same stands on line 2',
      expect.stringContaining('line 9: routingNumber is not nine digits'),
      'line 10: there are 6 fields, and 5 columns',
      'line 11: institutionId is "*", which stands for every institution',
      'line 12: institutionId is a dot, which no link can name',
      'line 13: name is longer than 300 characters',
      'line 14: a quoted field does not end where it should',
      '10 lines are wrong. Nothing was imported.',
    ])
    expect((await run('ok.csv', 'user,institutionId\npat,ok-1\n')).status).toBe(1)
  })

  test('in JSON', async () => {
    const text = `{
      "institutions": [
        { "institutionId": "j-1", "name": "Good" },
        { "institutionId": 7, "name": "Number" },
        null
      ],
      "users": {
        "pat": ["j-1",
          "j-1"],
        "kim": "j-1",
        "lee": [{ "institutionId": "j-1", "roles": "admin" }],
        "lee": []
      }
    }`
    expect((await run('bad.json', text)).noted).toEqual([
      'line 4: institutionId is no text',
      'line 5: institutionId is missing',
      'line 9: the same stands on line 8',
      'line 10: the ids of a user are no list',
      'line 12: the same name stands twice in one object',
      '5 lines are wrong. Nothing was imported.',
    ])
  })

  test.each([
    ['cut off', '{ "users": {\n "pat": [', 'line 2: this is not JSON'],
    ['with a comma too many', '{ "users": {},\n\n }', 'line 3: this is not JSON'],
    ['that is a list', '[]', 'line 1: { "institutions": […], "users": {…} } is needed'],
    ['without a row', '{ "users": {} }', 'line 1: there is nothing to import'],
  ])('in JSON %s', async (_, text, problem) => {
    const { status, noted } = await run('broken.json', text, '--replace')
    expect([status, noted[0]]).toEqual([1, problem])
  })

  test.each([
    ['an empty file', '', 'line 1: the file is empty'],
    ['an unknown column', 'institutionId,name,zip\n', 'line 1: "zip" is no column'],
    ['a missing column', 'institutionId,city\n', 'line 1: the column name is missing'],
    ['a million columns', ','.repeat(1_000_000), 'line 1: there are 1000001 columns'],
    ['a spreadsheet’s own commas', 'institutionId;name\n1;Bank\n', 'is no column'],
    ['another encoding', Buffer.from('institutionId,name\n1,Bank\n', 'utf16le'), 'is no column'],
    ['a column twice', 'user,institutionId,User\n', 'line 1: "User" is there twice'],
    ['a binary file', Buffer.from([0xff, 0xfe, 0, 1]), 'line 1: '],
  ])('in %s', async (_, content, problem) => {
    const { status, noted } = await run('broken.csv', content)
    expect(status).toBe(1)
    expect(noted[0]).toContain(problem)
  })

  test('when an id is none of an institution', async () => {
    const { noted } = await run('z.csv', 'user,institutionId\npat,id-2\npat,x\nkim,x\nkim,y\n')
    expect(noted.map((line) => line.slice(0, 7))).toEqual([
      'line 3:',
      'line 4:',
      'line 5:',
      '3 lines',
    ])
  })

  test('in ten megabytes of one open quote', async () => {
    const { noted } = await run('huge.csv', `institutionId,name\n1,"${'x\n'.repeat(5_000_000)}`)
    expect(noted[0]).toBe('line 2: a quoted field does not end where it should')
  })
})

test.each([
  [[], 'institutions has one command: import.'],
  [['export', 'x.csv'], 'institutions has one command: import.'],
  [['import'], 'institutions import needs one file.'],
  [['import', 'a.csv', 'b.csv'], 'institutions import needs one file.'],
])('%j is answered with what is missing', async (parameters: string[], words) => {
  await expect(runInstitutions(parameters, createTestShell({}))).rejects.toThrow(words)
})

test('a database that cannot be used is named, without its password', async () => {
  const used = globalThis as { [key: symbol]: unknown }
  const slot = Symbol.for('jhi.config')
  const kept = used[slot]
  used[slot] = undefined
  process.env.DATABASE_URL = 'postgres://desk:pass-word@localhost:1/desk'
  const failed = run('x.csv', 'user,institutionId\npat,id-1\n')
  await expect(failed).rejects.toThrow(
    /^DATABASE_URL cannot be used: (?!.*pass-word).*ECONNREFUSED/,
  )
  used[slot] = kept
  process.env.DATABASE_URL = postgres.url
})
