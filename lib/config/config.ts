import 'server-only'
import { clientSigningAlgorithms } from './environment-schema'
import { generatedSessionSecret } from './generated-session-secret'
import { type Config, parseConfig } from './parse-config'

const holder = globalThis as { [key: symbol]: Config | undefined }
const slot = Symbol.for('jhi.config')

/**
 * The configuration of this process, parsed from the environment on the first call and kept.
 *
 * Parsing is lazy because `next build` imports every route without the environment of production.
 * The value hangs on `globalThis` because Next.js loads a module several times in one process.
 *
 * @throws ConfigError that lists every problem at once
 */
export function getConfig(): Config {
  holder[slot] ??= parseConfig(process.env, { generateSessionSecret: generatedSessionSecret })
  return holder[slot]
}

/**
 * Where our keys are and what they are to sign with, of an environment that need not be usable yet:
 * keys are made before there is a client to configure.
 */
export function findClientKeySettings(): Pick<Config, 'clientKeysFile' | 'clientSigningAlgorithm'> {
  const { JHI_CLIENT_KEYS, JHI_CLIENT_SIGNING_ALG } = process.env
  const algorithm = clientSigningAlgorithms.find((known) => known === JHI_CLIENT_SIGNING_ALG)
  return { clientKeysFile: JHI_CLIENT_KEYS || null, clientSigningAlgorithm: algorithm ?? null }
}
