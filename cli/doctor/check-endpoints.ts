import { isLoopback } from '@/lib/config/loopback'
import type { Config } from '@/lib/config/parse-config'
import { type CheckLine, failure, ok, warning } from './check-line'
import { findText, type Metadata } from './metadata'

const name = 'endpoints'
const required = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const
const useful = {
  end_session_endpoint: 'Signing out ends our session alone, and the provider’s goes on.',
  revocation_endpoint: 'Refresh tokens stay valid after signing out, until they end by themselves.',
  userinfo_endpoint: 'Names of people come from the ID token alone; ask for the profile scope.',
} as const

/** Which endpoints there are, and whether they can be used. */
export function checkEndpoints(metadata: Metadata, config: Config): CheckLine[] {
  const lines = [
    ...required.flatMap((member) => checkRequired(member, metadata)),
    ...Object.entries(useful).flatMap(([member, consequence]) =>
      findText(metadata, member) === null
        ? [warning(name, `the metadata has no ${member}`, consequence)]
        : [],
    ),
    ...checkPushed(metadata, config),
    ...checkHosts(metadata, config),
  ]
  return lines.length > 0 ? lines : [ok(name, 'all there')]
}

function checkRequired(member: string, metadata: Metadata): CheckLine[] {
  const address = findText(metadata, member)
  if (address === null || !URL.canParse(address)) {
    const advice = 'Nobody can sign in without it: check that JHI_DISCOVERY_URL is the provider’s.'
    return [failure(name, `the metadata has no usable ${member}`, advice)]
  }
  const url = new URL(address)
  if (url.protocol === 'https:' || isLoopback(url)) return []
  return [
    failure(
      name,
      `${member} is not https: ${url.origin}`,
      'Tokens would travel in the open. Check JHI_DISCOVERY_URL, or a proxy that rewrites the metadata.',
    ),
  ]
}

function checkPushed(metadata: Metadata, { pushedAuthorization }: Config): CheckLine[] {
  const offered = findText(metadata, 'pushed_authorization_request_endpoint') !== null
  if (pushedAuthorization === 'required' && !offered) {
    return [
      failure(
        name,
        'JHI_PAR is required, and the provider offers no pushed authorization requests',
        'Set JHI_PAR=offered, which uses them where there are any.',
      ),
    ]
  }
  const insists = metadata.require_pushed_authorization_requests === true
  if (insists && !offered) {
    const message =
      'the provider insists on pushed authorization requests, and has no endpoint for them'
    return [
      failure(name, message, 'Check that JHI_DISCOVERY_URL is the provider’s; nobody can sign in.'),
    ]
  }
  if (insists && pushedAuthorization === 'off') {
    return [
      warning(
        name,
        'JHI_PAR is off, and the provider insists on pushed authorization requests',
        'They are used all the same; set JHI_PAR=offered.',
      ),
    ]
  }
  return []
}

function checkHosts(metadata: Metadata, config: Config): CheckLine[] {
  const host = new URL(config.issuer).host
  const foreign = required.filter((member) => {
    const address = findText(metadata, member)
    return address !== null && URL.canParse(address) && new URL(address).host !== host
  })
  if (foreign.length === 0) return []
  const audience =
    config.clientAssertionAudience === 'issuer'
      ? config.issuer
      : findText(metadata, 'token_endpoint')
  return [
    warning(
      name,
      `${foreign.join(', ')}: on another host than the issuer`,
      `Make sure that both are Jack Henry’s. The aud of a client assertion is ${audience}, by JHI_CLIENT_ASSERTION_AUDIENCE.`,
    ),
  ]
}
