import type { ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { BareFrame } from '@/components/frame/bare-frame'
import { InstitutionHome } from '@/components/institution-home/institution-home'
import { InstitutionPicker } from '@/components/institution-picker/institution-picker'
import { NoInstitutions } from '@/components/institution-picker/no-institutions'
import { DirectoryUnavailableMessage } from '@/components/message-page/directory-unavailable-message'
import { InstitutionNotAvailableMessage } from '@/components/message-page/institution-not-available-message'
import { NotFoundMessage } from '@/components/message-page/not-found-message'
import { SignedOutMessage } from '@/components/message-page/signed-out-message'
import { StoreUnavailableMessage } from '@/components/message-page/store-unavailable-message'
import { Profile } from '@/components/profile/profile'
import type { SignedOutReason } from '@/components/session/leave-page'
import { QueryProvider } from '@/components/session/query-provider'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { SignInPanel } from '@/components/sign-in/sign-in-panel'
import {
  createInstitution,
  createInstitutionPage,
  createOwnSessions,
  createSession,
} from './made-up-data'
import { PageErrorSpecimen } from './problem-specimens'
import {
  AbsoluteBannerSpecimen,
  AbsoluteWarningSpecimen,
  IdleWarningSpecimen,
  SessionCoverSpecimen,
  UnwatchedSession,
} from './session-specimens'

const institution = createInstitution(0)
const longNamed = createInstitution(4)
const empty = { institutions: [], total: 0 }

/** Whole pages by name, each as the product shows it. */
export const fullPages: Record<string, () => ReactNode> = {
  'sign-in': () => signIn({}),
  'sign-in-return': () => signIn({ returnTo: '/profile' }),
  'sign-in-error': () => signIn({ errorCode: 'response_rejected' }),
  'sign-in-unavailable': () => signIn({ providerAvailable: false }),
  'signed-out-user': () => signedOut('user'),
  'signed-out-idle': () => signedOut('idle'),
  'signed-out-max': () => signedOut('max'),
  'signed-out-other-tab': () => signedOut('other-tab'),
  'signed-out-revoked': () => signedOut('revoked'),
  'picker-few': () => picker({ initial: createInstitutionPage({ shown: 5, total: 5 }) }),
  'picker-many': () => picker({ initial: createInstitutionPage({ shown: 12, total: 12 }) }),
  'picker-thousands': () => picker({ initial: createInstitutionPage({ shown: 50, total: 1204 }) }),
  'picker-query': () =>
    picker({ initial: createInstitutionPage({ shown: 12, total: 12 }), query: 'bank' }),
  'picker-no-match': () => picker({ initial: empty, query: 'cedr' }),
  'picker-error': () =>
    picker({
      initial: empty,
      error: { code: 'directory_unavailable', status: 503, requestId: 'req_01JD3V9' },
    }),
  'picker-denied': () =>
    picker({
      initial: createInstitutionPage({ shown: 5, total: 5 }),
      notice: <PageErrorAlert code="institution_denied" />,
    }),
  'picker-none': () =>
    framed(<NoInstitutions user={createSession('').user} time={new Date().toISOString()} />, null),
  home: () => home(institution),
  'home-long-name': () => home(longNamed),
  'not-found': () => framed(<NotFoundMessage />, null),
  'not-found-inside': () => framed(<NotFoundMessage />),
  'not-available': () => framed(<InstitutionNotAvailableMessage />, null),
  'unexpected-error': () => framed(<PageErrorSpecimen />),
  'directory-unavailable': () =>
    framed(<DirectoryUnavailableMessage retryHref="/institutions" />, null),
  'store-unavailable': () => (
    <BareFrame practice>
      <StoreUnavailableMessage />
    </BareFrame>
  ),
  profile: () => profile(createOwnSessions()),
  'profile-no-list': () => profile(null),
  'session-idle': () => withHome(<IdleWarningSpecimen secondsLeft={118} />),
  'session-idle-last-minute': () => withHome(<IdleWarningSpecimen secondsLeft={41} />),
  'session-absolute': () => withHome(<AbsoluteWarningSpecimen expires={inMinutes(2)} />),
  'session-banner': () => withHome(<AbsoluteBannerSpecimen expires={inMinutes(10)} />),
  'session-cover': () => <SessionCoverSpecimen />,
}

function signIn(props: Partial<Parameters<typeof SignInPanel>[0]>) {
  return (
    <BareFrame practice>
      <SignInPanel returnTo="/institutions" providerAvailable {...props} />
    </BareFrame>
  )
}

function signedOut(reason: SignedOutReason) {
  return (
    <BareFrame>
      <SignedOutMessage reason={reason} providerSessionMayRemain={reason === 'user'} />
    </BareFrame>
  )
}

function picker(
  props: Partial<Parameters<typeof InstitutionPicker>[0]> & {
    initial: typeof empty | ReturnType<typeof createInstitutionPage>
  },
) {
  return framed(
    <QueryProvider>
      <InstitutionPicker query="" {...props} />
    </QueryProvider>,
    null,
  )
}

function home(which: typeof institution) {
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
  )
}

function withHome(children: ReactNode) {
  return (
    <>
      {home(institution)}
      {children}
    </>
  )
}

function profile(sessions: Parameters<typeof Profile>[0]['sessions']) {
  const session = createSession(institution.institutionId)
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
    />,
    null,
  )
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}

function framed(children: ReactNode, at: typeof institution | null = institution) {
  return (
    <AppFrame
      session={createSession(institution.institutionId)}
      institution={at}
      practice
      isList={!at}
    >
      {children}
    </AppFrame>
  )
}
