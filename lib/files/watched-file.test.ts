import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { ConfigError } from '@/lib/config/parse-config'
import { watchFile } from './watched-file'

const folder = mkdtempSync(join(tmpdir(), 'watched-file-'))
const watching: { close(): void }[] = []
const lines: Record<string, unknown>[] = []
const holder = globalThis as { [key: symbol]: unknown }
const slot = Symbol.for('jhi.log')

beforeAll(() => {
  holder[slot] = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
})
afterAll(() => {
  for (const watched of watching) watched.close()
  delete holder[slot]
  rmSync(folder, { recursive: true })
})

/** A room of its own for each test, since they all wait at the same time. */
function place(): { path: string; variable: string; said: () => unknown[] } {
  const room = mkdtempSync(join(folder, 'test-'))
  const path = join(room, 'file.txt')
  // The line of a file that was read names the variable, not the path.
  const variable = `VARIABLE_OF_${room}`
  const isOurs = (line: object) => JSON.stringify(line).includes(room)
  return { path, variable, said: () => lines.filter(isOurs).map(({ msg }) => msg) }
}

/** Watches a file that must begin with “good”. */
function watch(file: { path: string; variable: string }) {
  const watched = watchFile(file, (text) => {
    if (text.startsWith('crash')) throw new TypeError('a fault of the program')
    if (!text.startsWith('good')) throw new ConfigError([`${file.path}: is not good`])
    return text
  })
  watching.push(watched)
  return watched
}

/** As a file with secrets should be. */
const write = (path: string, text: string) => writeFileSync(path, text, { mode: 0o600 })

const soon = { timeout: 5_000 }

/** Longer than it takes until a change is in use. */
const longEnough = 3_500

describe.concurrent('what changes in a watched file', () => {
  test('is refused when it leads to itself, and is taken when it is mended', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    rmSync(file.path)
    symlinkSync(file.path, file.path)
    await expect.poll(file.said, soon).toEqual(['file.refused'])
    expect(watched.current()).toBe('good one')
    rmSync(file.path)
    write(file.path, 'good two')
    await expect.poll(watched.current, soon).toBe('good two')
  })

  test('is in use soon when it is written in place', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    expect(watched.current()).toBe('good one')
    write(file.path, 'good two')
    await expect.poll(watched.current, soon).toBe('good two')
    expect(file.said()).toEqual(['file.reloaded'])
  })

  test('is in use soon when another file is renamed over it', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    write(`${file.path}.new`, 'good two')
    renameSync(`${file.path}.new`, file.path)
    await expect.poll(watched.current, soon).toBe('good two')
  })

  test('is in use soon when the folder that a link leads through is another, as in Kubernetes', async ({
    expect,
  }) => {
    const file = place()
    const at = (...names: string[]) => join(file.path, '..', ...names)
    for (const version of ['one', 'two']) {
      mkdirSync(at(version))
      write(at(version, 'file.txt'), `good ${version}`)
    }
    symlinkSync('one', at('data'))
    symlinkSync('data/file.txt', file.path)
    const watched = watch(file)
    expect(watched.current()).toBe('good one')
    symlinkSync('two', at('data.new'))
    renameSync(at('data.new'), at('data'))
    await expect.poll(watched.current, soon).toBe('good two')
  })

  test('is not judged while it is half there', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    for (let round = 0; round < 6; round += 1) {
      write(file.path, `half of round ${round}`)
      await wait(450)
    }
    write(file.path, 'good two')
    await expect.poll(watched.current, soon).toBe('good two')
    expect(file.said()).toEqual(['file.reloaded'])
  })

  test('is refused once with a line in the log when it is bad, and the old stays', async ({
    expect,
  }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    write(file.path, 'bad')
    await expect.poll(file.said, soon).toEqual(['file.refused'])
    await wait(longEnough)
    expect([watched.current(), file.said()]).toEqual(['good one', ['file.refused']])
    write(file.path, 'good two')
    await expect.poll(watched.current, soon).toBe('good two')
  })

  test('is refused when it is empty, and nothing of the content is in the log', async ({
    expect,
  }) => {
    const file = place()
    write(file.path, 'good secret')
    const watched = watch(file)
    write(file.path, '')
    await expect.poll(file.said, soon).toEqual(['file.refused'])
    expect(watched.current()).toBe('good secret')
    expect(JSON.stringify(lines)).not.toContain('secret')
  })

  test('is refused when the program fails over it, and the process lives', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    write(file.path, 'crash')
    await expect.poll(file.said, soon).toEqual(['file.refused'])
    expect(watched.current()).toBe('good one')
    expect(JSON.stringify(lines)).not.toContain('a fault of the program')
  })

  test('is refused when the file is deleted, until it is back', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    rmSync(file.path)
    await expect.poll(file.said, soon).toEqual(['file.refused'])
    expect(watched.current()).toBe('good one')
    write(file.path, 'good two')
    await expect.poll(watched.current, soon).toBe('good two')
    expect(file.said()).toEqual(['file.refused', 'file.reloaded'])
  })

  test('is nothing when the same is written again', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    write(file.path, 'good one')
    await wait(longEnough)
    expect([watched.current(), file.said()]).toEqual(['good one', []])
  })

  test('is not looked for after close', async ({ expect }) => {
    const file = place()
    write(file.path, 'good one')
    const watched = watch(file)
    watched.close()
    write(file.path, 'good two')
    await wait(longEnough)
    expect([watched.current(), file.said()]).toEqual(['good one', []])
  })
})

test('a file that everyone can read is used, with a warning', ({ expect }) => {
  const file = place()
  write(file.path, 'good')
  chmodSync(file.path, 0o640)
  watch(file)
  expect(file.said()).toEqual([])
  chmodSync(file.path, 0o644)
  expect(watch(file).current()).toBe('good')
  expect(file.said()).toEqual(['file.world_readable'])
})

test('a file that is bad from the beginning is refused', ({ expect }) => {
  const file = place()
  expect(() => watch(file)).toThrow(ConfigError)
  write(file.path, 'bad')
  expect(() => watch(file)).toThrow(ConfigError)
})
