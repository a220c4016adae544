import { notFound } from 'next/navigation'
import { PageProblem } from '@/app/page-problem'
import { decodeSegment } from '@/lib/http/decode-segment'
import { requireInstitutionPage } from '@/lib/http/institution-page'

interface UnknownPageProps {
  params: Promise<{ institutionId: string; rest: string[] }>
}

/** Catches what no page of the institution answers, so that the frame and its switch stay. */
export default async function UnknownPage({ params }: UnknownPageProps) {
  const { institutionId, rest } = await params
  const path = `/i/${institutionId}/${rest.join('/')}`
  const required = requireInstitutionPage(decodeSegment(institutionId), path)
  const page = await required.catch((error: unknown) => ({ problem: error }))
  if ('problem' in page) return <PageProblem error={page.problem} retryHref={path} />
  notFound()
}
