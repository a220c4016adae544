import type { Metadata } from 'next'
import { WatchedFrame } from '@/app/watched-frame'
import { NotFoundMessage } from '@/components/message-page/not-found-message'

export const metadata: Metadata = { title: 'Page not found' }

/** Next.js loads this with every page, the sign-in page too; next-auth's client must not be in it. */
export default function NotFound() {
  return (
    <WatchedFrame>
      <NotFoundMessage />
    </WatchedFrame>
  )
}
