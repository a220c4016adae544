import { execFile } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const guide = readFileSync('docs/your-own-api.md', 'utf8')
const blocks = [...guide.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text = '']) => ({
  language,
  text,
}))

/** New files: blocks whose first line is their name. */
const files = blocks
  .filter(({ language }) => language === 'ts')
  .map(({ text }) => {
    const [, path = '', code = ''] = /^\/\/ (\S+)\n(.*)$/s.exec(text) ?? []
    return { path, code }
  })

/** Changes of files that are there: lines to be found, and the lines that they become. */
const changes = blocks
  .filter(({ language }) => language === 'diff')
  .flatMap(({ text }) => text.split(/^\+\+\+ /m).slice(1))
  .flatMap((text) => {
    const [, path = '', hunks = ''] = /^(\S+)\n(.*)$/s.exec(text) ?? []
    return hunks.split(/^@@\n/m).map((hunk) => ({
      path,
      before: hunk.replace(/^\+.*\n/gm, '').replace(/^[ -]/gm, ''),
      after: hunk.replace(/^-.*\n/gm, '').replace(/^[ +]/gm, ''),
    }))
  })

const root = process.cwd()
const copied = [
  'app',
  'components',
  'lib',
  'simulator',
  'testing',
  'scripts',
  'next-env.d.ts',
  'package.json',
]
const settings = ['biome.jsonc', 'biome.rooms.jsonc', 'tsconfig.json', 'vitest.config.ts']
const changed = [...new Set([...files, ...changes].map(({ path }) => path))]
const programs = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
}

/** Enough for a machine that is busy with the other tests. */
const timeout = 60_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'your-own-api-'))
  for (const name of [...copied, ...settings]) {
    if (existsSync(name)) cpSync(name, join(folder, name), { recursive: true })
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  for (const { path, code } of files) write(path, code)
  for (const { path, before, after } of changes) {
    write(
      path,
      readFileSync(join(folder, path), 'utf8').replace(before, () => after),
    )
  }
  cpSync('scripts/your-own-api.fixture.ts', join(folder, 'app/api/your-own-api.test.ts'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), code)
}

/** Runs a program of the project in the copy; what it says when it fails, else an empty string. */
async function findComplaint(program: keyof typeof programs, options: string[]): Promise<string> {
  const file = join(root, 'node_modules', programs[program])
  const run = promisify(execFile)(process.execPath, [file, ...options], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  })
  return run.then(
    () => '',
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  )
}

test('the guide has files and changes, each with its name', () => {
  expect([files.length, changes.length]).toEqual([4, 6])
  for (const path of changed) expect(path).toMatch(/^(app|components|lib)\/\S+\.ts$/)
})

test.each(changes)('the change of $path has its place there', ({ path, before }) => {
  expect(readFileSync(path, 'utf8').split(before)).toHaveLength(2)
})

test.concurrent('what the guide writes is in order and in its room', { timeout }, async () => {
  const options = ['check', '--vcs-enabled=false', '--error-on-warnings', ...changed]
  expect(await findComplaint('biome', options)).toBe('')
})

test.concurrent('what the guide writes compiles', { timeout }, async () => {
  const include = ['next-env.d.ts', ...changed]
  write('tsconfig.guide.json', JSON.stringify({ extends: './tsconfig.json', include }))
  const options = ['--noEmit', '--incremental', 'false', '-p', 'tsconfig.guide.json']
  expect(await findComplaint('tsc', options)).toBe('')
})

test.concurrent('what the guide writes answers as it says', { timeout }, async () => {
  // Two files share one start of everything they import.
  const inOneProcess = ['--no-isolate', '--max-workers=1']
  const tests = ['app/api/guarded-routes.test.ts', 'app/api/your-own-api.test.ts']
  expect(
    await findComplaint('vitest', ['run', '--project', 'server', ...inOneProcess, ...tests]),
  ).toBe('')
})
