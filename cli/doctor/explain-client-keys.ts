import type { ClientSigningAlgorithm } from '@/lib/config/parse-config'
import { type CheckLine, failure } from './check-line'

const name = 'client keys'
const publicKey = /\.d is missing: this is a public key/

/** The problems of the file in JHI_CLIENT_KEYS, each with what to do. */
export function explainClientKeys(
  problems: readonly string[],
  wanted: ClientSigningAlgorithm | null,
): CheckLine[] {
  const exported = problems.find((problem) => publicKey.test(problem))
  if (exported !== undefined) {
    const message = exported.replace(publicKey, ' is a public key')
    const advice =
      'Set JHI_CLIENT_KEYS to the file keys generate made, not to what keys export printed.'
    return [failure(name, message, advice)]
  }
  return problems.map((problem) => failure(name, problem, adviceFor(problem, wanted)))
}

function adviceFor(problem: string, wanted: ClientSigningAlgorithm | null): string {
  const generate = 'npm run jhi -- keys generate'
  if (problem.endsWith('does not exist')) {
    return `Correct JHI_CLIENT_KEYS, or make the file with ${generate}.`
  }
  if (problem.includes('cannot be read')) {
    return 'Let the user of the application, and yours, read the file.'
  }
  if (problem.includes(': is PEM')) {
    return `Set JHI_CLIENT_KEYS to a new file, then run ${generate} and register the new key.`
  }
  if (wanted !== null && problem.includes('no active key for')) {
    return `Leave JHI_CLIENT_SIGNING_ALG unset, or run ${generate} --alg ${wanted}.`
  }
  return `Move it away, then run ${generate} and register the new key.`
}
