import { notFound } from 'next/navigation'
import { isDevelopment } from '@/lib/http/running-mode'
import { fullPages } from './full-pages'
import { Specimens } from './specimens'

/** Every component in every state, with made-up data; for people who change the looks. Not in production. */
export default async function GalleryPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string | string[] }>
}) {
  if (!isDevelopment()) notFound()
  const { show } = await searchParams
  if (typeof show !== 'string') return <Specimens />
  const fullPage = Object.hasOwn(fullPages, show) ? fullPages[show] : undefined
  return fullPage ? fullPage() : notFound()
}
