import { identityProviderName } from '@/components/brand/brand'
import { Alert } from '@/components/ui/alert'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import type { SessionView } from '@/lib/http/session-view'
import { describeClaim } from './describe-claim'
import { describeIdentityGap } from './describe-identity-gap'

/** One statement about the person, and where it came from. */
export interface Claim {
  readonly name: string
  readonly value: string
  readonly source: string
}

interface IdentityCardProps {
  user: SessionView['user']
  claims: readonly Claim[]
}

/** What the provider says of the person, where it said so, and what it did not say. */
export function IdentityCard({ user, claims }: IdentityCardProps) {
  const sources = new Set(claims.map(({ source }) => source))
  const [oneSource] = sources.size === 1 ? sources : []
  const gap = describeIdentityGap(claims)
  return (
    <Card
      id="identity"
      title="Identity"
      description={`What ${identityProviderName} told us about you at sign-in${
        oneSource ? `, in the ${oneSource}` : ''
      }.`}
    >
      {gap === null ? null : (
        <div className="mb-3">
          <Alert tone="info">{gap}</Alert>
        </div>
      )}
      <DescriptionList>
        {claims.map(({ name, value, source }) => (
          <DescriptionRow key={name} term={describeClaim(name)} mono={name === 'sub'}>
            {value}
            {oneSource ? null : (
              <span className="font-sans text-small text-text-muted"> ({source})</span>
            )}
          </DescriptionRow>
        ))}
      </DescriptionList>
      <details className="mt-4 text-small print:hidden">
        <summary className="inline-link inline-block min-h-6">Show raw claims</summary>
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reachable by keyboard
          tabIndex={0}
          className="mt-2 overflow-x-auto rounded-control border border-border bg-surface-sunken px-3 py-2.5 font-mono text-caption leading-5"
        >
          {formatRaw(user, claims)}
        </pre>
      </details>
    </Card>
  )
}

/** For developers: ids and claims, never a token. */
function formatRaw({ issuer, subject }: SessionView['user'], claims: readonly Claim[]): string {
  const named = claims.map(({ name, value }) => [name, value])
  return JSON.stringify({ iss: issuer, sub: subject, ...Object.fromEntries(named) }, null, 2)
}
