import type { Metadata } from 'next'
import { PageProblem } from '@/app/page-problem'
import { AccountsPage } from '@/components/accounts-list/accounts-page'
import { institutionHref } from '@/components/institution/institution-href'
import { QueryProvider } from '@/components/session/query-provider'
import { decodeSegment } from '@/lib/http/decode-segment'
import { findPageInstitution, requireInstitutionPage } from '@/lib/http/institution-page'
import { formatPageQuery, type SearchParams } from '@/lib/http/page-query'

interface InstitutionAccountsPageProps {
  params: Promise<{ institutionId: string }>
  searchParams: SearchParams
}

export async function generateMetadata({
  params,
}: InstitutionAccountsPageProps): Promise<Metadata> {
  const institutionId = decodeSegment((await params).institutionId)
  const institution = await findPageInstitution(institutionId).catch(() => null)
  return { title: institution ? `${institution.name} · Accounts` : 'Not available' }
}

export default async function InstitutionAccountsPage({
  params,
  searchParams,
}: InstitutionAccountsPageProps) {
  const institutionId = decodeSegment((await params).institutionId)
  const query = formatPageQuery(await searchParams)
  const path = institutionHref(institutionId, `accounts${query}`)
  const required = requireInstitutionPage(institutionId, path)
  const page = await required.catch((error: unknown) => ({ problem: error }))
  if ('problem' in page) return <PageProblem error={page.problem} retryHref={path} />
  const { institutionId: id, name } = page.institution
  return (
    <QueryProvider>
      <AccountsPage institution={{ institutionId: id, name }} subject={page.view.user.subject} />
    </QueryProvider>
  )
}
