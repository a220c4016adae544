import type { Metadata } from 'next'
import { BareFrame } from '@/components/frame/bare-frame'
import { SignedOutMessage } from '@/components/message-page/signed-out-message'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { isPractice } from '@/lib/http/running-mode'
import { describeLimits } from '@/lib/http/session-limits'
import { describeSignOut } from '@/lib/http/signed-out-page'

export const metadata: Metadata = { title: 'Signed out' }

export default async function SignedOutPage({ searchParams }: { searchParams: SearchParams }) {
  const query = readPageQuery(await searchParams)
  const { idleMinutes, absoluteHours } = describeLimits()
  return (
    <BareFrame practice={isPractice()}>
      <SignedOutMessage
        {...(await describeSignOut(query))}
        idleMinutes={idleMinutes}
        absoluteHours={absoluteHours}
        {...(query.returnPath !== null && { returnTo: query.returnPath })}
      />
    </BareFrame>
  )
}
