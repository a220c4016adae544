import 'server-only'
import { readFileSync, statSync } from 'node:fs'
import { ConfigError } from '@/lib/config/parse-config'

const mostBytes = 16 * 1024 * 1024
const readableByAnyone = 0o004

/** A file that an environment variable names. */
export interface NamedFile {
  /** The variable, for messages. */
  readonly variable: string
  readonly path: string
}

/** What a file with secrets holds, and whether people beside its owner and group can read it. */
export interface SecretFile {
  readonly text: string
  readonly worldReadable: boolean
}

/**
 * Reads a file with secrets, 16 MB at most.
 *
 * @throws ConfigError that names variable and file when it is missing, empty or cannot be read
 */
export function readSecretFile(file: NamedFile): SecretFile {
  try {
    const { mode, size } = statSync(file.path)
    if (size > mostBytes) throw fileProblem(file, 'is larger than 16 MB')
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
 * @throws ConfigError
 */
export function parseJson(file: NamedFile, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const isPem = text.trimStart().startsWith('-----BEGIN')
    throw fileProblem(file, isPem ? 'is PEM; a JSON file is needed' : 'is not JSON')
  }
}

/** One problem of a file as a whole, or of one of its fields. */
export function fileProblem({ variable, path }: NamedFile, problem: string): ConfigError {
  return new ConfigError([describeProblem({ variable, path }, problem)])
}

/** The words of such a problem: which variable, which file, what is wrong. */
export function describeProblem({ variable, path }: NamedFile, problem: string): string {
  return `${variable}: ${path}: ${problem}`
}
