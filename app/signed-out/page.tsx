import type { Metadata } from 'next'
import { BareFrame } from '@/components/frame/bare-frame'
import { SignedOutMessage } from '@/components/message-page/signed-out-message'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { isPractice } from '@/lib/http/running-mode'
import { describeSignOut } from '@/lib/http/signed-out-page'

export const metadata: Metadata = { title: 'Signed out' }

export default async function SignedOutPage({ searchParams }: { searchParams: SearchParams }) {
  const query = readPageQuery(await searchParams)
  return (
    <BareFrame practice={isPractice()}>
      <SignedOutMessage
        {...(await describeSignOut(query))}
        {...(query.returnPath !== null && { returnTo: query.returnPath })}
      />
    </BareFrame>
  )
}
