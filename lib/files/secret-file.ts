import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from '@/lib/config/parse-config'

const megabyte = 1024 * 1024
const readableByAnyone = 0o004

/** A file that an environment variable names. */
export interface NamedFile {
  /** The variable, for messages. */
  readonly variable: string
  readonly path: string
  /** How large it may be; 4 by default. */
  readonly mostMegabytes?: number
}

/** What a file with secrets holds, and whether people beside its owner and group can read it. */
export interface SecretFile {
  readonly text: string
  readonly worldReadable: boolean
}

/**
 * Reads a file, which may hold secrets.
 *
 * @throws ConfigError that names variable and file when it is missing, empty or cannot be read
 */
export function readSecretFile(file: NamedFile): SecretFile {
  try {
    const status = statSync(file.path)
    const { mode, size } = status
    // Reading a pipe would wait for whoever writes it, and everything else with it.
    if (!status.isFile()) throw fileProblem(file, 'is no regular file')
    const { mostMegabytes = 4 } = file
    if (size > mostMegabytes * megabyte) {
      throw fileProblem(file, `is larger than ${mostMegabytes} MB`)
    }
    // Some editors begin a file with a byte order mark, which JSON does not know.
    const text = readFileSync(file.path, 'utf8').replace(/^\uFEFF/, '')
    if (text.trim() === '') throw fileProblem(file, 'is empty')
    // Windows has no such bits and shows every file as readable.
    const worldReadable = process.platform !== 'win32' && (mode & readableByAnyone) !== 0
    return { text, worldReadable }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    const code = (error as NodeJS.ErrnoException).code
    throw fileProblem(file, code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`)
  }
}

/**
 * Parses the JSON of such a file. The parser's own message would quote the file, so it is dropped.
 *
 * @throws ConfigError, also for a name that stands twice in one object: of two, `JSON.parse` keeps
 *   the last without a word
 */
export function parseJson(file: NamedFile, text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const isPem = text.trimStart().startsWith('-----BEGIN')
    throw fileProblem(file, isPem ? 'is PEM; a JSON file is needed' : 'is not JSON')
  }
  const repeated = findRepeatedName(text, value)
  if (repeated === undefined) return value
  throw fileProblem(file, `${JSON.stringify(repeated.slice(0, 60))} stands twice in one object`)
}

/** A name that the text has more often than what was parsed from it. */
function findRepeatedName(text: string, value: unknown): string | undefined {
  const left = new Map<string, number>()
  for (const [, token = '', colon] of text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/g)) {
    if (colon === undefined) continue
    const name = JSON.parse(token) as string
    left.set(name, (left.get(name) ?? 0) + 1)
  }
  const within = [value]
  for (let next = within.pop(); next !== undefined; next = within.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [name, member] of Object.entries(next)) {
      if (!Array.isArray(next)) left.set(name, (left.get(name) ?? 0) - 1)
      within.push(member)
    }
  }
  return [...left].find(([, times]) => times > 0)?.[0]
}

/** One problem of a file as a whole, or of one of its fields. */
export function fileProblem({ variable, path }: NamedFile, problem: string): ConfigError {
  return new ConfigError([describeProblem({ variable, path }, problem)])
}

/** The words of such a problem: which variable, which file, what is wrong. */
export function describeProblem({ variable, path }: NamedFile, problem: string): string {
  return `${variable}: ${path}: ${problem}`
}
