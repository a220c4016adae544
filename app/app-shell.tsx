import type { ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { countInstitutions, findCurrentSession } from '@/lib/http/current-session'
import { isPractice } from '@/lib/http/surroundings'
import type { Institution } from '@/lib/institutions/institution'

/** The frame filled with what the request knows. It stands on error pages, so it never fails. */
export async function AppShell({
  institution = null,
  current,
  children,
}: {
  institution?: Institution | null
  current?: 'home' | 'profile' | 'institutions'
  children: ReactNode
}) {
  const session = await findCurrentSession().catch(() => null)
  return (
    <AppFrame
      session={session?.view ?? null}
      institution={institution}
      institutionTotal={await countInstitutions()}
      practice={isPractice()}
      {...(current && { current })}
    >
      {children}
    </AppFrame>
  )
}
