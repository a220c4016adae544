import type { Metadata } from 'next'
import { institutionHref } from '@/components/institution/institution-href'
import { AccessRemovedAlert } from '@/components/institution-picker/access-removed-alert'
import { InstitutionPicker } from '@/components/institution-picker/institution-picker'
import { NoInstitutions } from '@/components/institution-picker/no-institutions'
import { QueryProvider } from '@/components/session/query-provider'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { requireCurrentSession } from '@/lib/http/current-session'
import { findProblem } from '@/lib/http/last-problem'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { findPickerPage } from '@/lib/http/picker-page'
import { redirectSeeOther } from '@/lib/http/redirect-see-other'
import { withQuery } from '@/lib/http/see-other'

export const metadata: Metadata = { title: 'Choose an institution' }

export default async function InstitutionsPage({ searchParams }: { searchParams: SearchParams }) {
  const pageQuery = readPageQuery(await searchParams)
  const { query, next, error, stay, from } = pageQuery
  const path = withQuery('/institutions', { q: query, next })
  const { view } = await requireCurrentSession(path)
  const picker = await findPickerPage(pageQuery, path)
  const { page, total, remembered, isRemoved, problem } = picker
  const hasNotice = error !== null || isRemoved === true
  // Of a list that is not whole, the only one may be one of several.
  if (page && query === '' && !problem && !page.partial) {
    const [first] = page.institutions
    if (first === undefined)
      return <NoInstitutions user={view.user} time={new Date().toISOString()} />
    if (page.total === 1 && !stay && !hasNotice) {
      redirectSeeOther(institutionHref(first.institutionId, next))
    }
  }
  const failure = await findProblem(error)
  const errorAlert = error && <PageErrorAlert code={error} reference={failure?.reference} />
  const notice = error ? (
    error === 'institution_denied' && failure?.institutionId ? (
      <AccessRemovedAlert institutionId={failure.institutionId} unseen={errorAlert} />
    ) : (
      errorAlert
    )
  ) : isRemoved && from ? (
    <AccessRemovedAlert institutionId={from} />
  ) : null
  return (
    <QueryProvider>
      <InstitutionPicker
        initial={page}
        query={query}
        total={total}
        remembered={remembered ?? null}
        error={problem}
        notice={notice}
        targetPage={next}
      />
    </QueryProvider>
  )
}
