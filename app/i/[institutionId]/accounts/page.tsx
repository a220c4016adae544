import type { Metadata } from 'next'
import { PageProblem } from '@/app/page-problem'
import { accountsHref, parseAccountsLook } from '@/components/accounts-list/accounts-look'
import { AccountsPage } from '@/components/accounts-list/accounts-page'
import { QueryProvider } from '@/components/session/query-provider'
import { decodeSegment } from '@/lib/http/decode-segment'
import { findPageInstitution, requireInstitutionPage } from '@/lib/http/institution-page'
import type { SearchParams } from '@/lib/http/page-query'

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
  const parameters = await searchParams
  const look = parseAccountsLook({ get: (name) => [parameters[name]].flat()[0] ?? null })
  const path = accountsHref(institutionId, look)
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
