import { execFile, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { runKeys } from '@/cli/keys'
import { writePrivateFile } from './key-write'

const all = mkdtempSync(join(tmpdir(), 'key-file-'))
const isRoot = process.getuid?.() === 0
let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(all, 'test-'))
  path = join(folder, 'keys.json')
})
afterAll(() => rmSync(all, { recursive: true }))

async function keys(command: string, file = path) {
  let notes = ''
  const parameters = [...command.split(' '), '--file', file]
  const status = await runKeys(parameters, {
    environment: {},
    now: 1_800_000_000,
    print: () => {},
    note: (line) => {
      notes += `${line}\n`
    },
    fetch: async () => Response.json({ keys: [] }),
  })
  return { status, notes }
}

const generate = (file?: string) => keys('generate --alg ES256', file)
const kids = (file = path) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
const mode = (of: string) => statSync(of).mode & 0o777

describe('what is written', () => {
  test('is for its owner alone, and so is the default folder, which is made', async () => {
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    const inDefault = join(folder, '.data', 'keys.json')
    await generate(inDefault)
    expect([mode(inDefault), mode(join(folder, '.data'))]).toEqual([0o600, 0o700])
    await generate(inDefault)
    expect(mode(inDefault)).toBe(0o600)
    vi.restoreAllMocks()
  })

  test('is nothing in another folder that is missing, with words', async () => {
    const { status, notes } = await generate(join(folder, 'of', 'ours', 'keys.json'))
    expect(status).toBe(1)
    expect(notes).toContain(`There is no folder ${join(folder, 'of', 'ours')}. Make it (mkdir -p `)
    expect(readdirSync(folder)).toEqual([])
  })

  test('leaves nothing beside the file', async () => {
    await generate()
    await generate()
    await keys('rotate --now')
    await keys('rotate')
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })

  test('is for nobody else any more when everyone could read it, with a word about it', async () => {
    await generate()
    chmodSync(path, 0o644)
    expect((await keys('list')).notes).toContain(`chmod 600 ${path}`)
    expect((await generate()).notes).toContain('Everyone on this machine could read')
    expect(mode(path)).toBe(0o600)
  })

  test('is for the group still when it was meant for it', async () => {
    await generate()
    chmodSync(path, 0o640)
    await generate()
    expect(mode(path)).toBe(0o640)
  })

  test.runIf(isRoot)('belongs to whom it belonged', async () => {
    await generate()
    chownSync(path, 12_345, 12_346)
    await generate()
    expect(statSync(path)).toMatchObject({ uid: 12_345, gid: 12_346 })
  })

  test('is another file, so that who reads the old one reads it to its end', async () => {
    await generate()
    linkSync(path, `${path}.old`)
    await generate()
    expect([kids(`${path}.old`).length, kids().length]).toEqual([1, 2])
  })

  test.skipIf(isRoot)('is nothing where nobody may write, with words', async () => {
    await generate()
    chmodSync(folder, 0o500)
    const { status, notes } = await generate()
    chmodSync(folder, 0o700)
    expect(status).toBe(1)
    expect(notes).toContain('cannot be written: this user may not')
  })

  test('leaves no draft when it cannot be put in its place', () => {
    mkdirSync(path)
    expect(() => writePrivateFile(path, 'text')).toThrow(/EISDIR|ENOTEMPTY|EPERM/)
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })

  test('is nothing below a file, with words', async () => {
    writeFileSync(path, '')
    const { status, notes } = await generate(join(path, 'keys.json'))
    expect(status).toBe(1)
    expect(notes).toContain('a part of its path is a file')
  })
})

describe('a link', () => {
  test('stays, and what it leads to is changed', async () => {
    const target = join(folder, 'elsewhere', 'real.json')
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync('elsewhere', join(folder, 'data'))
    symlinkSync('data/real.json', path)
    await generate(target)
    const [first] = kids(target)
    expect((await generate()).status).toBe(0)
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(lstatSync(target).isFile()).toBe(true)
    expect(kids(target)).toEqual([first, expect.any(String)])
    expect(readdirSync(folder).sort()).toEqual(['data', 'elsewhere', 'keys.json'])
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['real.json'])
  })

  test('that leads nowhere is not replaced', async () => {
    symlinkSync('missing.json', path)
    for (const command of ['generate', 'list', 'rotate']) {
      const { status, notes } = await keys(command)
      expect(status).toBe(1)
      expect(notes).toContain('is a link that leads nowhere')
    }
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })

  test('that leads to itself is explained', async () => {
    symlinkSync('keys.json', path)
    const { status, notes } = await generate()
    expect(status).toBe(1)
    expect(notes).toContain('lead in a circle')
  })
})

describe('while another run is at work', () => {
  test('nothing is changed, and the lock is explained', async () => {
    await generate()
    const before = readFileSync(path, 'utf8')
    writeFileSync(`${path}.lock`, `${process.pid} ${hostname()}\n`)
    const { status, notes } = await generate()
    expect(status).toBe(1)
    expect(notes).toMatch(
      new RegExp(`Another run changes the file \\(.*keys.json.lock, process ${process.pid} on`),
    )
    expect(readFileSync(path, 'utf8')).toBe(before)
    expect(readdirSync(folder).sort()).toEqual(['keys.json', 'keys.json.lock'])
    expect((await keys('list')).status).toBe(0)
  })

  test('that was cut off, its lock may be deleted', async () => {
    const { pid } = spawnSync(process.execPath, ['--version'])
    writeFileSync(`${path}.lock`, `${pid} ${hostname()}\n`)
    const { status, notes } = await generate()
    expect(status).toBe(1)
    expect(notes).toMatch(/cut off left .*keys\.json\.lock behind\. Delete it/)
    rmSync(`${path}.lock`)
    expect((await generate()).status).toBe(0)
  })

  test.each(['another.host', ''])('on a machine that cannot be asked: %j', async (host) => {
    writeFileSync(`${path}.lock`, host && `1 ${host}\n`)
    const { status, notes } = await generate()
    expect(status).toBe(1)
    expect(notes).toContain('Wait for it; if there is none any more, delete that lock')
  })
})

describe('of several that begin at the same moment', () => {
  /** A process of its own, as for two people. */
  function runApart(): Promise<number> {
    const code =
      "const { runKeys } = await import('./cli/keys.ts');" +
      'const surroundings = { environment: {}, now: 1, print() {}, note() {}, fetch };' +
      'process.exitCode = await runKeys(process.argv.slice(1), surroundings)'
    const node = ['--conditions=react-server', '--import', './scripts/register-aliases.mjs']
    const parameters = ['generate', '--alg', 'ES256', '--file', path]
    const environment = { NODE_ENV: 'test' as const, PATH: process.env.PATH }
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [...node, '--input-type=module', '-e', code, '--', ...parameters],
        { env: environment },
        (error) => resolve(Number(error?.code ?? 0)),
      )
    })
  }

  test('each either adds its key or is refused, and no key is lost', async () => {
    let made = 0
    for (const most of [2, 2, 1]) {
      const statuses = await Promise.all([runApart(), runApart(), runApart(), runApart()])
      const succeeded = statuses.filter((status) => status === 0).length
      expect(statuses.filter((status) => status === 1)).toHaveLength(4 - succeeded)
      made += succeeded
      expect(kids()).toHaveLength(made)
      // One run makes the file. One that begins after that may add the next key.
      expect(succeeded).toBeLessThanOrEqual(most)
    }
    expect(made).toBe(2)
    expect(readdirSync(folder)).toEqual(['keys.json'])
  })
})
