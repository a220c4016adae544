import type { Metadata } from 'next'
import { PlainFrame } from '@/app/plain-frame'
import { SignedOutMessage } from '@/components/message-page/signed-out-message'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { describeLimits } from '@/lib/http/session-limits'
import { describeSignOut } from '@/lib/http/signed-out-page'

export const metadata: Metadata = { title: 'Signed out' }

export default async function SignedOutPage({ searchParams }: { searchParams: SearchParams }) {
  const query = readPageQuery(await searchParams)
  const { idleMinutes, absoluteHours } = describeLimits()
  return (
    <PlainFrame>
      <SignedOutMessage
        {...(await describeSignOut(query))}
        idleMinutes={idleMinutes}
        absoluteHours={absoluteHours}
        {...(query.returnPath !== null && { returnTo: query.returnPath })}
      />
    </PlainFrame>
  )
}
