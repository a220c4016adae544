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
import { isRefusal, refusal } from './keys/key-refusal'

/** The commands for our signing keys, for `--help`. */
export const keysUsage = `  keys generate [--alg <alg>] [--bits <n>]        Make the file of signing keys, or add the next key to it.
                                                  PS256, ES256 or RS256; RSA of 2048, 3072 or 4096 bits.
                                                  By default JHI_CLIENT_SIGNING_ALG, else PS256; 3072.
  keys list [--json]                              Show each key, where it stands and what comes next.
  keys rotate [--now]                             Let the next key sign; retire those that were active.
  keys retire <kid> [--now]                       Give up a next key, or an active one that does not sign.
                                                  --now: also one that signs, if another is active.
  keys remove [<kid>] [--now]                     Delete a retired key: the one named, or the only one.
  keys export [--pem [<kid>]]                     Print the public keys as they are published. --pem: the
                                                  key that signs, or the one named, as PEM.

  With --file <path> they work on that file, else on JHI_CLIENT_KEYS, else on
  .data/client-keys.json. A next key waits for ten minutes before it signs, and a retired one
  before it goes. --now does not wait: for a key that is in the wrong hands.
`

/** Where a command writes to, and its clock in seconds since 1970. */
export interface Surroundings {
  readonly now: number
  /** The answer. */
  print(text: string): void
  /** What goes with it, kept apart so that the answer can be piped. */
  note(line: string): void
}

/**
 * Makes, shows and moves the keys that prove who we are.
 *
 * @returns exit status: 1 when it was refused, 2 when nobody understood what was asked
 */
export async function runKeys(
  parameters: string[],
  surroundings: Surroundings = thisProcess(),
): Promise<number> {
  const { print, note } = surroundings
  const asked = parseKeysParameters(parameters)
  if (asked === 'help') {
    print(`Usage: npm run jhi -- keys <command>\n\n${keysUsage}`)
    return 0
  }
  if ('wrong' in asked) {
    note(`${asked.wrong}\n\nUsage: npm run jhi -- keys <command>\n\n${keysUsage}`)
    return 2
  }
  try {
    const file = chooseFile(asked.file)
    for (const line of file.notes) note(line)
    if (asked.command === 'list' || asked.command === 'export') show(asked, file, surroundings)
    else change(asked, file, surroundings)
    return 0
  } catch (error) {
    if (error instanceof ConfigError) {
      note(`${error.problems.join('\n')}\nThe file was not touched. Mend it, or restore a copy.`)
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

function change(asked: KeysParameters, file: ChosenFile, surroundings: Surroundings): void {
  const { now, print, note } = surroundings
  const moment = { now, immediately: asked.now }
  const { command, kid } = asked
  const seen = findKeyFile(file)
  if (command !== 'generate') requireFile(seen, file)
  // Made before the lock is taken, since it takes a while.
  const key = command === 'generate' ? newKey(asked, file) : null
  const { made, after } = changeKeyFile(file, (before) => {
    if (key !== null) {
      if (seen === null && before !== null) throw refusal('Another run has just made the file.')
      return addKey(before, key, moment)
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
  if (signing !== seen?.parsed.signingKey.kid) print(`${signing} signs now.\n`)
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

function thisProcess(): Surroundings {
  return {
    now: Math.floor(Date.now() / 1_000),
    print: (text) => process.stdout.write(text),
    note: (line) => process.stderr.write(`${line}\n`),
  }
}
