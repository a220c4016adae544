import type { Metadata } from 'next'
import { BareFrame } from '@/components/frame/bare-frame'
import { SignInPanel } from '@/components/sign-in/sign-in-panel'
import { findCurrentSession } from '@/lib/http/current-session'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { isProviderAvailable } from '@/lib/http/provider-availability'
import { redirectSeeOther } from '@/lib/http/redirect-see-other'
import { isPractice } from '@/lib/http/running-mode'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { error, returnPath } = readPageQuery(await searchParams)
  const current = await findCurrentSession()
  if (current !== null && error === null) redirectSeeOther(returnPath ?? '/institutions')
  return (
    <BareFrame practice={isPractice()}>
      <SignInPanel
        returnTo={returnPath ?? '/institutions'}
        providerAvailable={await isProviderAvailable()}
        {...(error !== null && { errorCode: error })}
      />
    </BareFrame>
  )
}
