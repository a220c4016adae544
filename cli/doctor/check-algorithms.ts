import { signatureAlgorithms } from '@/lib/config/environment-schema'
import type { Config } from '@/lib/config/parse-config'
import { type CheckLine, failure, ok, warning } from './check-line'
import { findList, type Metadata } from './metadata'

const name = 'algorithms'

/** How our applications prove who they are, and with which algorithm; null without a key. */
export interface OurProofs {
  readonly methods: ReadonlySet<string>
  readonly signingAlgorithm: string | null
}

/** Whether the provider speaks what the configuration asks for. */
export function checkAlgorithms(
  metadata: Metadata,
  { config, proofs }: { config: Config; proofs: OurProofs },
): CheckLine[] {
  const lines = [
    ...checkProofs(metadata, proofs),
    ...checkIdToken(metadata, config),
    ...checkPkce(metadata),
    ...checkDpop(metadata, config),
    ...checkScopes(metadata, config),
  ]
  const troubled = lines.some(({ status }) => status !== 'ok')
  return troubled ? lines : [ok(name, 'the provider offers all that is asked for'), ...lines]
}

function checkProofs(metadata: Metadata, { methods, signingAlgorithm }: OurProofs): CheckLine[] {
  // What counts when the metadata is silent (OpenID Connect Discovery 1.0 §3).
  const offered = findList(metadata, 'token_endpoint_auth_methods_supported') ?? [
    'client_secret_basic',
  ]
  const missing = [...methods].filter((method) => !offered.includes(method))
  const lines = missing.map((method) =>
    failure(
      name,
      `the provider does not take ${method}`,
      `Set JHI_CLIENT_AUTH (or clientAuth in JHI_APPLICATIONS) to one of ${offered.join(', ')}.`,
    ),
  )
  const algorithms = findList(metadata, 'token_endpoint_auth_signing_alg_values_supported')
  if (signingAlgorithm === null || algorithms === null || !methods.has('private_key_jwt')) {
    return lines
  }
  if (algorithms.includes(signingAlgorithm)) return lines
  const message = `our key signs with ${signingAlgorithm}, which the provider does not take`
  const advice = `Set JHI_CLIENT_SIGNING_ALG to one of ${algorithms.join(', ')}; ES256 needs a key of its own, from npm run jhi -- keys generate --alg ES256.`
  return [...lines, failure(name, message, advice)]
}

function checkIdToken(metadata: Metadata, { idTokenAlgorithms }: Config): CheckLine[] {
  const offered = findList(metadata, 'id_token_signing_alg_values_supported') ?? []
  const [wanted = '', ...more] = idTokenAlgorithms
  if (offered.length === 0) return []
  if (offered.some((each) => idTokenAlgorithms.includes(each))) {
    if (more.length > 0 || offered.length === 1) return []
    const message = `JHI_ID_TOKEN_ALG is ${wanted}, and the provider lists ${offered.join(', ')}: a sign-in will show which it uses`
    const advice = 'Leave JHI_ID_TOKEN_ALG unset, or run npm run jhi -- doctor --sign-in.'
    return [warning(name, message, advice)]
  }
  const usable = offered.filter((each) => signatureAlgorithms.some((known) => known === each))
  if (usable.length === 0) {
    const message = `ID tokens are signed with ${offered.join(', ')}, and none of them is safe here`
    return [
      failure(name, message, 'Ask Jack Henry for RS256 or ES256 at the External Application.'),
    ]
  }
  return [
    failure(
      name,
      `JHI_ID_TOKEN_ALG is ${wanted}, and ID tokens are signed with ${offered.join(', ')}: “unexpected JWT alg received, expected ${wanted}, got: ${usable[0]}”`,
      `Leave JHI_ID_TOKEN_ALG unset, or set it to ${usable.join(' or ')}.`,
    ),
  ]
}

function checkPkce(metadata: Metadata): CheckLine[] {
  const offered = findList(metadata, 'code_challenge_methods_supported')
  if (offered?.includes('S256')) return []
  if (offered === null) {
    const advice = 'It is used all the same; a provider that ignores it protects codes less.'
    return [warning(name, 'the metadata does not mention PKCE', advice)]
  }
  const advice = 'Every sign-in uses it: check that JHI_DISCOVERY_URL is the provider’s.'
  return [failure(name, 'the provider does not offer PKCE with S256', advice)]
}

function checkDpop(metadata: Metadata, { dpop }: Config): CheckLine[] {
  if (!dpop) return []
  const offered = findList(metadata, 'dpop_signing_alg_values_supported')
  if (offered?.includes('ES256')) {
    return [ok(name, 'tokens will be bound to a key of ours, as JHI_DPOP is on')]
  }
  const what = offered === null ? 'does not offer DPoP' : 'does not take DPoP proofs with ES256'
  return [failure(name, `JHI_DPOP is on, and the provider ${what}`, 'Set JHI_DPOP=off.')]
}

function checkScopes(metadata: Metadata, { scopes }: Config): CheckLine[] {
  const offered = findList(metadata, 'scopes_supported')
  const unknown = offered === null ? [] : scopes.filter((scope) => !offered.includes(scope))
  if (unknown.length === 0) return []
  return [
    warning(
      name,
      `the provider does not list ${unknown.join(', ')}`,
      'Take it out of JHI_SCOPES unless it is enabled at the External Application: an unknown one ends sign-ins with invalid_scope.',
    ),
  ]
}
