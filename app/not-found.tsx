import type { Metadata } from 'next'
import { WatchedFrame } from '@/app/watched-frame'
import { NotFoundMessage } from '@/components/message-page/not-found-message'
import { findInstitutionOfPath } from '@/lib/http/page-path'

export async function generateMetadata(): Promise<Metadata> {
  const institution = await findInstitutionOfPath()
  return { title: institution ? `${institution.name} · Page not found` : 'Page not found' }
}

/**
 * Whatever no page answers, inside an institution too: there the frame and its switch stay. Next.js loads
 * this with every page, the sign-in page too; next-auth's client must not be in it.
 */
export default async function NotFound() {
  const institution = await findInstitutionOfPath()
  return (
    <WatchedFrame institution={institution}>
      <NotFoundMessage institution={institution} />
    </WatchedFrame>
  )
}
