import type { ReactNode } from 'react'
import { BareFrame } from '@/components/frame/bare-frame'
import { SignedOutMessage } from '@/components/message-page/signed-out-message'
import { StoreUnavailableMessage } from '@/components/message-page/store-unavailable-message'
import { Profile } from '@/components/profile/profile'
import type { SignedOutReason } from '@/components/session/leave-page'
import { framed, home } from './framed'
import { createOwnSessions, createSession, inMinutes } from './made-up-data'
import {
  AbsoluteBannerSpecimen,
  AbsoluteWarningSpecimen,
  IdleWarningSpecimen,
  SessionCoverSpecimen,
} from './session-specimens'

/** What people see of sessions: their list, their warnings, their ends. */
export const sessionPages: Record<string, () => ReactNode> = {
  profile: () => profile(createOwnSessions()),
  'profile-no-list': () => profile(null, { institutionTotal: undefined }),
  'profile-saved': () =>
    profile(createOwnSessions(), {
      done: 'saved',
      preferences: { theme: 'dark', opensLast: true },
    }),
  'profile-no-user-info': () =>
    profile(createOwnSessions(), {
      claims: [{ name: 'sub', value: createSession('').user.subject, source: 'ID token' }],
    }),
  'session-idle': () => overHome(<IdleWarningSpecimen secondsLeft={118} />),
  'session-idle-last-minute': () => overHome(<IdleWarningSpecimen secondsLeft={41} />),
  'session-absolute': () => overHome(<AbsoluteWarningSpecimen expires={inMinutes(2)} />),
  'session-banner': () => overHome(<AbsoluteBannerSpecimen expires={inMinutes(10)} />),
  'session-cover': () => <SessionCoverSpecimen />,
  'signed-out-user': () => signedOut('user'),
  'signed-out-idle': () => signedOut('idle'),
  'signed-out-max': () => signedOut('max'),
  'signed-out-other-tab': () => signedOut('other-tab'),
  'signed-out-revoked': () => signedOut('revoked'),
  'store-unavailable': () => (
    <BareFrame practice>
      <StoreUnavailableMessage />
    </BareFrame>
  ),
}

type ProfileProps = Parameters<typeof Profile>[0]

function profile(sessions: ProfileProps['sessions'], more: Partial<ProfileProps> = {}) {
  const session = createSession('inst-1000')
  const claims = [
    { name: 'name', value: session.user.name, source: 'ID token' },
    { name: 'email', value: session.user.username, source: 'ID token' },
  ]
  return framed(
    <Profile
      session={session}
      claims={claims}
      signedInAt={inMinutes(-48)}
      institutionTotal={5}
      sessions={sessions}
      preferences={{ theme: 'system', opensLast: false }}
      {...more}
    />,
    null,
  )
}

function overHome(children: ReactNode) {
  return (
    <>
      {home()}
      {children}
    </>
  )
}

function signedOut(reason: SignedOutReason) {
  return (
    <BareFrame>
      <SignedOutMessage reason={reason} providerSessionMayRemain={reason === 'user'} />
    </BareFrame>
  )
}
