import type { ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { InstitutionHome } from '@/components/institution-home/institution-home'
import { QueryProvider } from '@/components/session/query-provider'
import type { Institution } from '@/lib/institutions/institution'
import { createInstitution, createSession, inMinutes } from './made-up-data'
import { UnwatchedSession } from './session-specimens'

const institution = createInstitution(0)

/** A page in the frame of somebody who is signed in, at an institution or, with null, at none. */
export function framed(
  children: ReactNode,
  at: Institution | null = institution,
  institutionTotal?: number,
) {
  return (
    <AppFrame
      session={createSession(institution.institutionId)}
      institution={at}
      practice
      institutionTotal={institutionTotal}
      isList={!at}
    >
      {children}
    </AppFrame>
  )
}

/** The home of an institution. */
export function home(which: Institution = institution, institutionTotal?: number) {
  const session = createSession(which.institutionId)
  return framed(
    <UnwatchedSession session={session}>
      <QueryProvider>
        <InstitutionHome
          session={session}
          institution={which}
          requestedScopes={['openid', 'profile', 'offline_access']}
          signedInAt={inMinutes(-48)}
        />
      </QueryProvider>
    </UnwatchedSession>,
    which,
    institutionTotal,
  )
}
