import type { Metadata } from 'next'
import { InstitutionPicker } from '@/components/institution-picker/institution-picker'
import { NoInstitutions } from '@/components/institution-picker/no-institutions'
import { QueryProvider } from '@/components/session/query-provider'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { requireCurrentSession } from '@/lib/http/current-session'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { findPickerPage } from '@/lib/http/picker-page'
import { redirectSeeOther } from '@/lib/http/redirect-see-other'
import { withQuery } from '@/lib/http/see-other'

export const metadata: Metadata = { title: 'Choose an institution' }

export default async function InstitutionsPage({ searchParams }: { searchParams: SearchParams }) {
  const { query, limit, error, stay } = readPageQuery(await searchParams)
  const path = withQuery('/institutions', { q: query })
  const { view } = await requireCurrentSession(path)
  const { page, problem } = await findPickerPage({ query, limit, path })
  const [first] = page.institutions
  if (query === '' && error === null && problem === null) {
    if (first === undefined)
      return <NoInstitutions user={view.user} time={new Date().toISOString()} />
    // Of a list that is not whole, the one may be one of several.
    if (page.total === 1 && !page.partial && !stay) {
      redirectSeeOther(`/i/${encodeURIComponent(first.institutionId)}`)
    }
  }
  return (
    <QueryProvider>
      <InstitutionPicker
        initial={page}
        query={query}
        {...(problem !== null && { error: problem })}
        {...(error !== null && { notice: <PageErrorAlert code={error} /> })}
      />
    </QueryProvider>
  )
}
