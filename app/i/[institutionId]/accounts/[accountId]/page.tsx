import type { Metadata } from 'next'
import { PageProblem } from '@/app/page-problem'
import { AccountPage } from '@/components/account-page/account-page'
import { QueryProvider } from '@/components/session/query-provider'
import { decodeSegment } from '@/lib/http/decode-segment'
import { findPageInstitution, requireInstitutionPage } from '@/lib/http/institution-page'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { withQuery } from '@/lib/http/see-other'

interface AccountRouteProps {
  params: Promise<{ institutionId: string; accountId: string }>
  searchParams: SearchParams
}

export async function generateMetadata({ params }: AccountRouteProps): Promise<Metadata> {
  const institutionId = decodeSegment((await params).institutionId)
  const institution = await findPageInstitution(institutionId).catch(() => null)
  return { title: institution ? `${institution.name} · Account` : 'Not available' }
}

export default async function AccountRoute({ params, searchParams }: AccountRouteProps) {
  const segments = await params
  const [institutionId, accountId] = [
    decodeSegment(segments.institutionId),
    decodeSegment(segments.accountId),
  ]
  const { edit } = readPageQuery(await searchParams)
  const path = withQuery(
    `/i/${encodeURIComponent(institutionId)}/accounts/${encodeURIComponent(accountId)}`,
    { edit },
  )
  const required = requireInstitutionPage(institutionId, path)
  const page = await required.catch((error: unknown) => ({ problem: error }))
  if ('problem' in page) return <PageProblem error={page.problem} retryHref={path} />
  const { session, view, institution, requestableScopes } = page
  const access = view.institutions.find((each) => each.institutionId === institutionId)
  return (
    <QueryProvider>
      <AccountPage
        institution={{ institutionId, name: institution.name }}
        subject={session.user.subject}
        accountId={accountId}
        scopes={{ granted: access?.scopes ?? [], requestable: requestableScopes }}
        editing={edit}
      />
    </QueryProvider>
  )
}
