import { parseArgs } from 'node:util'
import { clientSigningAlgorithms } from '@/lib/config/environment-schema'
import type { ClientSigningAlgorithm } from '@/lib/config/parse-config'
import { type RsaSize, rsaSizes } from './key-pair'

/** What each command takes beside `--file`. */
const commands = {
  generate: { options: ['alg', 'bits'], kid: 'none' },
  list: { options: ['json'], kid: 'none' },
  rotate: { options: ['now'], kid: 'none' },
  retire: { options: ['now'], kid: 'required' },
  remove: { options: ['now'], kid: 'optional' },
  export: { options: ['pem'], kid: 'optional' },
} as const satisfies Record<string, { options: readonly string[]; kid: string }>
type Command = keyof typeof commands

/** What the person asked for, checked. */
export interface KeysParameters {
  readonly command: Command
  readonly file: string | undefined
  readonly kid: string | undefined
  readonly alg: ClientSigningAlgorithm | undefined
  readonly bits: RsaSize | undefined
  readonly json: boolean
  readonly now: boolean
  readonly pem: boolean
}

/** Reads the command line: what it asks for, `help`, or what is wrong with it. */
export function parseKeysParameters(
  parameters: readonly string[],
): KeysParameters | 'help' | { readonly wrong: string; readonly command?: Command | undefined } {
  const isKid = (parameter: string) => dashedThumbprint.test(parameter)
  let parsed: ReturnType<typeof parseOptions>
  try {
    parsed = parseOptions(parameters.filter((parameter) => !isKid(parameter)))
  } catch (error) {
    return { wrong: (error as Error).message, command: parameters.find(isCommand) }
  }
  const { values, positionals } = parsed
  if (values.help) return 'help'
  const [command, ...kids] = [...positionals, ...parameters.filter(isKid)]
  if (!isCommand(command)) {
    return { wrong: command === undefined ? 'No command.' : `There is no command keys ${command}.` }
  }
  const { file, json = false, now = false, pem = false } = values
  const alg = clientSigningAlgorithms.find((known) => known === values.alg)
  const bits = rsaSizes.find((known) => String(known) === values.bits)
  const wrong =
    findForeignOption(command, values) ??
    findKidProblem(command, { kids, pem }) ??
    (file === '' ? '--file needs a path.' : undefined) ??
    (values.alg !== alg
      ? `--alg must be one of ${clientSigningAlgorithms.join(', ')}.`
      : undefined) ??
    (alg === 'ES256' && bits ? 'Keys of ES256 have one size: leave out --bits.' : undefined) ??
    (values.bits !== bits?.toString() ? `--bits must be one of ${rsaSizes.join(', ')}.` : undefined)
  if (wrong !== undefined) return { wrong, command }
  return { command, file, kid: kids[0], alg, bits, json, now, pem }
}

/** A thumbprint may begin like an option. No option is this long. */
const dashedThumbprint = /^-[\w-]{42}$/

function parseOptions(parameters: string[]) {
  return parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      alg: { type: 'string' },
      bits: { type: 'string' },
      json: { type: 'boolean' },
      now: { type: 'boolean' },
      pem: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

function isCommand(name: string | undefined): name is Command {
  return name !== undefined && Object.hasOwn(commands, name)
}

function findForeignOption(command: Command, values: object): string | undefined {
  const known: readonly string[] = ['file', ...commands[command].options]
  const foreign = Object.keys(values).find((option) => !known.includes(option))
  return foreign && `keys ${command} has no --${foreign}.`
}

function findKidProblem(
  command: Command,
  { kids, pem }: { kids: readonly string[]; pem: boolean },
): string | undefined {
  const { kid } = commands[command]
  if (kid === 'none' && kids.length > 0) return `keys ${command} takes no name of a key.`
  if (kid === 'required' && kids.length === 0) return `keys ${command} needs the kid of a key.`
  if (kids.length > 1) return `keys ${command} takes one key at a time.`
  return command === 'export' && kids.length > 0 && !pem
    ? 'keys export prints one key only with --pem.'
    : undefined
}
