import type { Metadata } from 'next'
import { NotFoundMessage } from '@/components/message-page/not-found-message'
import { findInstitutionOfPath } from '@/lib/http/page-path'

/** Next.js asks here for the title of every answer with 404, also of a page that says itself why. */
export async function generateMetadata(): Promise<Metadata> {
  const institution = await findInstitutionOfPath()
  return { title: institution ? `${institution.name} · Page not found` : 'Not available' }
}

/** For pages of yours that call `notFound()`: the institution is there, what was asked for is not. */
export default async function NotFoundInInstitution() {
  return <NotFoundMessage institution={await findInstitutionOfPath()} />
}
