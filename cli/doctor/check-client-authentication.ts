import type { Config } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import type { ExternalApplication } from '@/lib/external-applications/external-application'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { createRelyingParty, type RelyingParty } from '@/lib/oidc/relying-party'
import { type CheckLine, failure, leftOut, ok, skipped } from './check-line'
import { describeProof, isClientError, type ProofFacts } from './explain-client'
import { explainError, explainOauthError } from './explain-error'
import { type Candidate, findBetterSetting, tryClient } from './try-client'

const name = 'client authentication'
const mostOfInstitutions = 25

/**
 * Lets each application prove itself to the provider, one after the other: it counts failures.
 */
export async function checkClientAuthentication({
  config,
  applications,
  ...rest
}: ProofFacts): Promise<CheckLine[]> {
  const facts = { config, applications, ...rest }
  const relyingParty = createRelyingParty(config, { applications })
  const { candidates, left } = listCandidates(config, applications)
  const lines: CheckLine[] = []
  for (const [index, candidate] of candidates.entries()) {
    const { line, goOn } = await checkOne(relyingParty, candidate, facts)
    lines.push(line)
    const others = candidates.slice(index + 1).map(({ label }) => label)
    if (goOn || others.length === 0) continue
    return [...lines, leftOut(others)]
  }
  if (left > 0) {
    const what = left === 1 ? 'institution was' : 'institutions were'
    lines.push(skipped(name, `${left} more ${what} left out of JHI_APPLICATIONS`))
  }
  return lines
}

function listCandidates({ serviceClientId }: Config, applications: ExternalApplications) {
  const general: Candidate[] = [
    { label: 'JHI_CLIENT_ID', application: applications.forInstitution(null), service: false },
  ]
  const forAll = serviceClientId === null ? null : applications.forService(null)
  if (forAll !== null) {
    general.push({ label: 'JHI_SERVICE_CLIENT_ID', application: forAll, service: true })
  }
  const institutionIds = applications.institutionIds()
  const own = institutionIds.slice(0, mostOfInstitutions).flatMap((institutionId) => {
    const label = `JHI_APPLICATIONS ${JSON.stringify(institutionId)}`
    const application = applications.forInstitution(institutionId)
    const service = applications.forService(institutionId)
    const candidates: Candidate[] = [{ label, application, service: false }]
    const isOwn = service?.institutionId === institutionId
    if (service !== null && isOwn && service.clientId !== application.clientId) {
      candidates.push({ label: `${label}.serviceClientId`, application: service, service: true })
    }
    return candidates
  })
  const left = Math.max(0, institutionIds.length - mostOfInstitutions)
  return { candidates: [...general, ...own], left }
}

function describeMethod(
  { authentication: { method } }: ExternalApplication,
  { applications }: ProofFacts,
): string {
  return method === 'private_key_jwt'
    ? `${method} with ${applications.signingKey()?.algorithm}`
    : method
}

async function checkOne(
  relyingParty: RelyingParty,
  candidate: Candidate,
  facts: ProofFacts,
): Promise<{ line: CheckLine; goOn: boolean }> {
  const { application, label, service } = candidate
  const what = `${label} (${application.clientId})`
  try {
    const outcome = await tryClient(relyingParty, candidate)
    if (outcome.accepted)
      return {
        line: ok(name, `${what}: accepted, ${describeMethod(application, facts)}`),
        goOn: true,
      }
    const { oauthError, status } = outcome
    const message = `${what}: refused with ${oauthError} (${status}), ${describeProof(application, facts)}`
    const better = isClientError(outcome) ? await findBetterSetting(relyingParty, candidate) : null
    const advice =
      better === null
        ? explainOauthError(oauthError, { ...facts, application, service, status }).advice
        : `Set ${better}: the provider accepts that.`
    return { line: failure(name, message, advice), goOn: true }
  } catch (error) {
    if (!isAppError(error)) throw error
    const { message, advice } = explainError(error, { ...facts, application, service })
    return {
      line: failure(name, `${what}: ${message}`, advice),
      goOn: error.code !== 'provider_unavailable',
    }
  }
}
