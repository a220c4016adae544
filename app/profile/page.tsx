import type { Metadata } from 'next'
import { Profile } from '@/components/profile/profile'
import { countInstitutions, requireCurrentSession } from '@/lib/http/current-session'
import { listOwnSessions } from '@/lib/http/own-sessions'
import { readPageQuery, type SearchParams } from '@/lib/http/page-query'
import { findPreferences } from '@/lib/http/preferences'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage({ searchParams }: { searchParams: SearchParams }) {
  const { session, view } = await requireCurrentSession('/profile')
  return (
    <Profile
      session={view}
      claims={session.claims}
      signedInAt={new Date(session.startedAt).toISOString()}
      institutionTotal={await countInstitutions()}
      sessions={await listOwnSessions()}
      preferences={await findPreferences()}
      done={readPageQuery(await searchParams).done}
    />
  )
}
