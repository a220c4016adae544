import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { findClientKeySettings } from '@/lib/config/config'
import { type ClientSigningAlgorithm, ConfigError } from '@/lib/config/parse-config'
import { type ClientKeys, parseClientKeys } from '@/lib/external-applications/client-keys'
import { type NamedFile, readSecretFile } from '@/lib/files/secret-file'
import { withLock } from './key-lock'
import { fileRefusal, refusal } from './key-refusal'
import { writePrivateFile } from './key-write'

const defaultFile = '.data/client-keys.json'

/** Which file a command works on. */
export interface ChosenFile extends NamedFile {
  /** `JHI_CLIENT_SIGNING_ALG`, which takes the place of an RSA key's own algorithm. */
  readonly wanted: ClientSigningAlgorithm | null
  /** What the person should know about the choice. */
  readonly notes: readonly string[]
}

/** What stands in the file, members that nobody here knows included. */
export interface Content {
  readonly [member: string]: unknown
  readonly keys: readonly StoredKey[]
}
type StoredKey = Readonly<Record<string, unknown>>

/** A file that was read and is acceptable. */
export interface KeyFile {
  readonly content: Content
  /** The same keys, understood; in the same order. */
  readonly parsed: ClientKeys
  readonly worldReadable: boolean
}

/** The file that is given, else that of `JHI_CLIENT_KEYS`, else the default one. */
export function chooseFile(given: string | undefined): ChosenFile {
  const { clientKeysFile, clientSigningAlgorithm: wanted } = findClientKeySettings()
  const path = resolve(given ?? clientKeysFile ?? defaultFile)
  const notes = [`File: ${path}`]
  if (clientKeysFile === null) {
    notes.push(`JHI_CLIENT_KEYS is not set. For the application to use it: JHI_CLIENT_KEYS=${path}`)
  } else if (resolve(clientKeysFile) !== path) {
    notes.push(`The application uses another one: JHI_CLIENT_KEYS is ${clientKeysFile}`)
  }
  return { variable: given === undefined ? 'JHI_CLIENT_KEYS' : '--file', path, wanted, notes }
}

/**
 * Reads and judges the file.
 *
 * @returns null when there is none
 * @throws ConfigError, refusal
 */
export function findKeyFile(file: ChosenFile): KeyFile | null {
  if (followLinks(file.path) === null) return null
  const { text, worldReadable } = readSecretFile(file)
  const parsed = parseClientKeys(file, text, file)
  return { content: JSON.parse(text) as Content, parsed, worldReadable }
}

/**
 * Changes the file while no other run does. It is judged before and after, and is written only if it
 * is usable both times. A link stays a link: what it leads to is changed.
 *
 * @throws ConfigError, refusal
 */
export function changeKeyFile<Change extends { readonly content: Content }>(
  file: ChosenFile,
  change: (before: KeyFile | null) => Change,
): { readonly made: Change; readonly after: ClientKeys } {
  const path = followLinks(file.path) ?? file.path
  requireFolder(dirname(path))
  return withLock(path, () => {
    const made = change(findKeyFile(file))
    const text = `${JSON.stringify(made.content, null, 2)}\n`
    const after = judge(file, text)
    try {
      writePrivateFile(path, text)
    } catch (error) {
      throw fileRefusal(path, 'written', error)
    }
    return { made, after }
  })
}

/** The default folder is made; another that is missing is likely a slip of the pen. */
function requireFolder(folder: string): void {
  if (existsSync(folder)) return
  if (folder !== dirname(resolve(defaultFile))) {
    throw refusal(
      `There is no folder ${folder}. Make it (mkdir -p ${folder}), or correct the path.`,
    )
  }
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw fileRefusal(folder, 'written', error)
  }
}

function judge(file: ChosenFile, text: string): ClientKeys {
  try {
    return parseClientKeys(file, text, file)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const hint = file.wanted === null ? '' : ` JHI_CLIENT_SIGNING_ALG is ${file.wanted}.`
    throw refusal(`Nothing was changed, for afterwards: ${error.problems.join('; ')}.${hint}`)
  }
}

/** Where the file really is; null when there is none. */
function followLinks(path: string): string | null {
  try {
    return realpathSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileRefusal(path, 'read', error)
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return null
    throw refusal(
      `${path} is a link that leads nowhere. Delete it, or make what it should lead to.`,
    )
  }
}
