import { notFound } from 'next/navigation'
import { decodeSegment } from '@/lib/http/decode-segment'
import { requireInstitutionPage } from '@/lib/http/institution-page'

interface UnknownPageProps {
  params: Promise<{ institutionId: string; rest: string[] }>
}

/** Catches what no page of the institution answers, so that the frame and its switch stay. */
export default async function UnknownPage({ params }: UnknownPageProps): Promise<never> {
  const { institutionId, rest } = await params
  await requireInstitutionPage(
    decodeSegment(institutionId),
    `/i/${institutionId}/${rest.join('/')}`,
  )
  notFound()
}
