import type { Metadata } from 'next'
import { PlainFrame } from '@/app/plain-frame'
import { DeveloperNote } from '@/components/sign-in/developer-note'
import { SignInPanel } from '@/components/sign-in/sign-in-panel'
import { findCurrentSession } from '@/lib/http/current-session'
import { findDeveloperFacts } from '@/lib/http/developer-facts'
import { findProblem } from '@/lib/http/last-problem'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { isProviderAvailable } from '@/lib/http/provider-availability'
import { redirectSeeOther } from '@/lib/http/redirect-see-other'
import { hasEmailField } from '@/lib/http/running-mode'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { error, returnPath } = readPageQuery(await searchParams)
  const current = await findCurrentSession()
  if (current !== null && error === null) redirectSeeOther(returnPath ?? '/institutions')
  const problem = await findProblem(error)
  const facts = await findDeveloperFacts()
  return (
    <PlainFrame>
      <SignInPanel
        returnTo={returnPath ?? '/institutions'}
        providerAvailable={await isProviderAvailable()}
        hasEmailField={hasEmailField()}
        {...(error !== null && { errorCode: error, reference: problem?.reference })}
        note={
          error !== null && facts !== null ? (
            <DeveloperNote code={error} oauthError={problem?.oauthError ?? null} facts={facts} />
          ) : null
        }
      />
    </PlainFrame>
  )
}
