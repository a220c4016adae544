import { describePlace } from '@/components/institution/describe-place'
import { SessionCard } from '@/components/session/session-card'
import { DottedLine } from '@/components/ui/dotted-line'
import { InitialsTile } from '@/components/ui/initials-tile'
import { PageHeader } from '@/components/ui/page-header'
import type { SessionView } from '@/lib/http/session-view'
import type { Institution } from '@/lib/institutions/institution'
import { AccountsCard } from './accounts-card'
import { InstitutionCard } from './institution-card'
import { PermissionsCard } from './permissions-card'
import { YouCard } from './you-card'

interface InstitutionHomeProps {
  session: SessionView
  institution: Institution
  /** The scopes that were asked for, to compare with those that were granted. */
  requestedScopes: readonly string[]
  /** ISO 8601; left out when it is not known. */
  signedInAt?: string | undefined
}

/** The starter's home of an institution: five cards, each the proof of one thing that works. */
export function InstitutionHome({
  session,
  institution,
  requestedScopes,
  signedInAt,
}: InstitutionHomeProps) {
  const { institutionId, name, routingNumber } = institution
  const access = session.institutions.find((each) => each.institutionId === institutionId)
  const lead = [describePlace(institution), routingNumber ? `Routing ${routingNumber}` : '']
  return (
    <>
      <PageHeader
        title={name}
        lead={
          <span className="tabular-nums">
            <DottedLine parts={lead} />
          </span>
        }
        before={<InitialsTile id={institutionId} name={name} size="large" />}
      />
      <div className="grid gap-4 md:grid-cols-2 print:grid-cols-2">
        <YouCard user={session.user} signedInAt={signedInAt} />
        <InstitutionCard institution={institution} />
        <PermissionsCard granted={access?.scopes ?? []} requested={requestedScopes} />
        <SessionCard initial={session} institutionId={institutionId} />
        <div className="min-w-0 md:col-span-2 print:col-span-2">
          <AccountsCard institutionId={institutionId} subject={session.user.subject} />
        </div>
        <p className="rounded-card border border-border-control border-dashed px-5 py-3 text-small text-text-muted md:col-span-2 print:hidden">
          Starter page: replace what{' '}
          <code className="wrap-anywhere font-mono text-text">app/i/[institutionId]/page.tsx</code>{' '}
          shows. The README says where your pages go.
        </p>
      </div>
    </>
  )
}
