import type { Metadata } from 'next'
import { PageProblem } from '@/app/page-problem'
import { InstitutionHome } from '@/components/institution-home/institution-home'
import { QueryProvider } from '@/components/session/query-provider'
import { decodeSegment } from '@/lib/http/decode-segment'
import { findPageInstitution, requireInstitutionPage } from '@/lib/http/institution-page'

interface InstitutionPageProps {
  params: Promise<{ institutionId: string }>
}

export async function generateMetadata({ params }: InstitutionPageProps): Promise<Metadata> {
  const institutionId = decodeSegment((await params).institutionId)
  const institution = await findPageInstitution(institutionId).catch(() => null)
  return { title: institution ? `${institution.name} · Home` : 'Not available' }
}

export default async function InstitutionHomePage({ params }: InstitutionPageProps) {
  const institutionId = decodeSegment((await params).institutionId)
  const path = `/i/${encodeURIComponent(institutionId)}`
  const required = requireInstitutionPage(institutionId, path)
  const page = await required.catch((error: unknown) => ({ problem: error }))
  if ('problem' in page) return <PageProblem error={page.problem} retryHref={path} />
  const { session, view, institution, requestedScopes } = page
  return (
    <QueryProvider>
      <InstitutionHome
        session={view}
        institution={institution}
        requestedScopes={requestedScopes}
        signedInAt={new Date(session.startedAt).toISOString()}
      />
    </QueryProvider>
  )
}
