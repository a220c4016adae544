import type { Config } from '@/lib/config/parse-config'
import { type Answer, ask, redirectTarget } from './ask'
import { type CheckLine, failure, ok } from './check-line'
import { explainIssuer } from './explain-issuer'
import { elsewhere, otherHost, usualPlace } from './find-metadata'
import { findText, isObject, type Metadata } from './metadata'

const name = 'metadata'

/** What came of asking for the metadata; `trusted` when its issuer is ours to the letter. */
export interface MetadataCheck {
  readonly lines: CheckLine[]
  readonly answer: Answer | null
  readonly metadata: Metadata | null
  readonly trusted: boolean
}

/** Fetches the metadata and compares its issuer with JHI_ISSUER. */
export async function checkMetadata(
  config: Pick<Config, 'issuer' | 'discoveryUrl' | 'usesSimulator'>,
): Promise<MetadataCheck> {
  const { discoveryUrl } = config
  const answer = await ask(discoveryUrl)
  const failed = (line: CheckLine, known: Answer | null): MetadataCheck => ({
    lines: [line],
    answer: known,
    metadata: null,
    trusted: false,
  })
  if ('problem' in answer) {
    const message = `${discoveryUrl} cannot be reached: ${answer.problem}`
    const advice = (await otherHost(config)) ?? reachAdvice(config)
    return failed(failure(name, message, advice), null)
  }
  const target = redirectTarget(answer, discoveryUrl)
  if (target !== null) {
    const message = `${discoveryUrl} sends on to ${target}`
    const advice = `Set JHI_DISCOVERY_URL=${target}, if that is a host you trust; redirects are not followed.`
    return failed(failure(name, message, advice), answer)
  }
  if (answer.status !== 200 || !isObject(answer.body)) {
    const what = answer.status === 200 ? 'answers no JSON object' : `answers ${answer.status}`
    return failed(failure(name, `${discoveryUrl} ${what}`, await elsewhere(config)), answer)
  }
  const metadata = answer.body
  const found = findText(metadata, 'issuer')
  if (found === config.issuer) {
    return {
      lines: [ok(name, `${discoveryUrl} names our issuer`)],
      answer,
      metadata,
      trusted: true,
    }
  }
  const at = await usualPlace(found, discoveryUrl)
  const { message, advice } = explainIssuer(found, { ...config, at })
  return { lines: [failure(name, message, advice)], answer, metadata, trusted: false }
}

function reachAdvice({ usesSimulator }: Pick<Config, 'usesSimulator'>): string {
  return usesSimulator
    ? 'Start the simulator with npm start or npm run simulator, or set JHI_ISSUER for the real provider.'
    : 'Check the host in JHI_ISSUER and JHI_DISCOVERY_URL, and whether this machine may reach it through its proxy or firewall.'
}
