import type { Metadata } from 'next'
import { connection } from 'next/server'
import { BareFrame } from '@/components/frame/bare-frame'
import { StoreUnavailableMessage } from '@/components/message-page/store-unavailable-message'
import { isPractice } from '@/lib/http/running-mode'

export const metadata: Metadata = { title: 'Try again in a moment' }

/**
 * Stands at any page's address while the session store does not answer; `proxy.ts` puts it there,
 * with the status 503. It reads no session, and so does not wait for the store either.
 */
export default async function UnavailablePage() {
  // Made for each request, since its scripts run by that request's nonce.
  await connection()
  return (
    <BareFrame practice={isPractice()}>
      <StoreUnavailableMessage />
    </BareFrame>
  )
}
