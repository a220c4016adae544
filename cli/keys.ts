import { existsSync } from 'node:fs'
import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { ConfigError } from '@/lib/config/parse-config'
import { addKey, findKey, removeKey, retireKey, rotateKeys } from './keys/key-changes'
import {
  type ChosenFile,
  changeKeyFile,
  chooseFile,
  findKeyFile,
  type KeyFile,
} from './keys/key-file'
import { keysAsJson, listKeys, toPem } from './keys/key-list'
import { generateKey } from './keys/key-pair'
import { type KeysParameters, parseKeysParameters } from './keys/key-parameters'
import { type AskForKeys, requirePublished } from './keys/key-publication'
import { isRefusal, refusal } from './keys/key-refusal'
import { keysUsage } from './keys/key-usage'
import { correct, inScripts, usageLine } from './usage'

/** Where a command writes to, and its clock in seconds since 1970. */
export interface Surroundings {
  readonly environment: EnvironmentVariables
  readonly now: number
  /** The answer. */
  print(text: string): void
  /** What goes with it, kept apart so that the answer can be piped. */
  note(line: string): void
  /** Asks whether the next key is published before it signs. */
  readonly fetch: AskForKeys
}

/**
 * Makes, shows and moves the keys that prove who we are.
 *
 * @returns exit status: 1 when it was refused, 2 when nobody understood what was asked
 */
export async function runKeys(parameters: string[], surroundings: Surroundings): Promise<number> {
  const { print, note } = surroundings
  const asked = parseKeysParameters(parameters)
  if (asked === 'help') {
    print(`Usage: npm run jhi -- keys <command>\n\n${keysUsage}\n${inScripts}`)
    return 0
  }
  if ('wrong' in asked) {
    note(correct(asked.wrong, usageOf(asked.command)))
    return 2
  }
  const { command } = asked
  const file = chooseFile(asked.file)
  // What is printed about a first file names it, and what to set.
  const first = command === 'generate' && !existsSync(file.path)
  try {
    if (!first) for (const line of file.notes) note(line)
    if (command === 'list' || command === 'export') show(asked, file, surroundings)
    else await change(asked, file, surroundings)
    return 0
  } catch (error) {
    if (first) for (const line of file.notes) note(line)
    if (error instanceof ConfigError) {
      const { path } = file
      const advice =
        command === 'generate'
          ? `Move it away (mv ${path} ${path}.bad), then run keys generate again and register the new key.`
          : 'Mend it, or restore a copy.'
      note(`${error.problems.join('\n')}\nThe file was not touched. ${advice}`)
    } else if (isRefusal(error)) note(error.message)
    else throw error
    return 1
  }
}

function show(asked: KeysParameters, file: ChosenFile, { now, print, note }: Surroundings): void {
  const keyFile = requireFile(findKeyFile(file), file)
  if (keyFile.worldReadable) note(`Everyone on this machine can read it: chmod 600 ${file.path}`)
  if (asked.command === 'list') {
    print(asked.json ? keysAsJson(keyFile, file.path) : listKeys(keyFile, now))
  } else if (asked.pem) {
    const key = asked.kid === undefined ? keyFile.parsed.signingKey : findKey(keyFile, asked.kid)
    note(`Public key of ${key.kid} (${key.algorithm}, ${key.status})`)
    print(toPem(key))
  } else {
    print(`${JSON.stringify(keyFile.parsed.published.jwks)}\n`)
  }
}

async function change(
  asked: KeysParameters,
  file: ChosenFile,
  surroundings: Surroundings,
): Promise<void> {
  const { environment, now, print, note } = surroundings
  const moment = { now, immediately: asked.now }
  const { command, kid } = asked
  const seen = findKeyFile(file)
  if (command !== 'generate') requireFile(seen, file)
  if (command === 'rotate' && seen !== null && !asked.now) {
    // Whatever else is wrong comes first. The lock is not held while a server is asked.
    rotateKeys(seen, moment)
    await requirePublished(seen, surroundings)
  }
  // Made before the lock is taken, since it takes a while.
  const key = command === 'generate' ? newKey(asked, file) : null
  const { made, after } = changeKeyFile(file, (before) => {
    if (key !== null) {
      if (seen === null && before !== null) throw refusal('Another run has just made the file.')
      return addKey(before, key, { now, environment, path: file.path })
    }
    const keyFile = requireFile(before, file)
    if (command === 'rotate') return rotateKeys(keyFile, moment)
    if (command === 'retire') return retireKey(keyFile, kid ?? '', moment)
    return removeKey(keyFile, kid, moment)
  })
  if (seen?.worldReadable) {
    note('Everyone on this machine could read the file. Now only its owner can.')
  }
  if (made.warning !== undefined) note(`Warning: ${made.warning}`)
  print(`${made.told}\n`)
  const signing = after.signingKey.kid
  if (seen !== null && signing !== seen.parsed.signingKey.kid) print(`${signing} signs now.\n`)
}

function newKey({ alg, bits }: KeysParameters, { wanted }: ChosenFile) {
  const chosen = alg ?? wanted ?? 'PS256'
  if (chosen === 'ES256' && bits !== undefined) {
    throw refusal('JHI_CLIENT_SIGNING_ALG is ES256, whose keys have one size: leave out --bits.')
  }
  return generateKey(chosen, { bits: bits ?? 3072 })
}

function requireFile(keyFile: KeyFile | null, { path }: ChosenFile): KeyFile {
  if (keyFile !== null) return keyFile
  throw refusal(`${path} does not exist. keys generate makes it.`)
}

function usageOf(command: KeysParameters['command'] | undefined): string {
  return command === undefined
    ? 'Usage: npm run jhi -- keys generate|list|rotate|retire|remove|export\n'
    : usageLine(keysUsage, `keys ${command}`)
}
