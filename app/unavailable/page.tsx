import type { Metadata } from 'next'
import { connection } from 'next/server'
import { PlainFrame } from '@/app/plain-frame'
import { StoreUnavailableMessage } from '@/components/message-page/store-unavailable-message'

export const metadata: Metadata = { title: 'Try again in a moment' }

/**
 * Stands at any page's address while the session store does not answer; `proxy.ts` puts it there,
 * with the status 503. It reads no session, and so does not wait for the store either.
 */
export default async function UnavailablePage() {
  // Made for each request, since its scripts run by that request's nonce.
  await connection()
  return (
    <PlainFrame>
      <StoreUnavailableMessage />
    </PlainFrame>
  )
}
