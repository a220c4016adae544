import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { countInstitutions } from '@/lib/http/current-session'
import { isPractice } from '@/lib/http/running-mode'
import { findServerSession } from '@/lib/http/server-session'
import type { Institution } from '@/lib/institutions/institution'

/** The frame filled with what the request knows. It stands on error pages, so it never fails. */
export async function AppShell({
  institution = null,
  isList = false,
  children,
}: {
  institution?: Institution | null
  isList?: boolean
  children: ReactNode
}) {
  // Without this, a build would render the frame once for all, with the builder's configuration.
  await connection()
  return (
    <AppFrame
      session={await findServerSession()}
      institution={institution}
      institutionTotal={await countInstitutions()}
      practice={isPractice()}
      isList={isList}
    >
      {children}
    </AppFrame>
  )
}
