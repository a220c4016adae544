import type { ReactNode } from 'react'
import { AppFrame } from '@/components/frame/app-frame'
import { BareFrame } from '@/components/frame/bare-frame'
import { AccessRemovedAlert } from '@/components/institution-picker/access-removed-alert'
import { InstitutionPicker } from '@/components/institution-picker/institution-picker'
import { NoInstitutions } from '@/components/institution-picker/no-institutions'
import { AccessibilityStatement } from '@/components/message-page/accessibility-statement'
import { BrokenPage } from '@/components/message-page/broken-page'
import { DirectoryUnavailableMessage } from '@/components/message-page/directory-unavailable-message'
import { InstitutionNotAvailableMessage } from '@/components/message-page/institution-not-available-message'
import { NotFoundMessage } from '@/components/message-page/not-found-message'
import { ProviderUnavailableMessage } from '@/components/message-page/provider-unavailable-message'
import { QueryProvider } from '@/components/session/query-provider'
import { DeveloperNote } from '@/components/sign-in/developer-note'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { SignInPanel } from '@/components/sign-in/sign-in-panel'
import { AccountSpecimen } from './account-specimen'
import { accountsPages } from './accounts-pages'
import { framed, home } from './framed'
import {
  createInstitution,
  createInstitutionPage,
  createRemembered,
  createSession,
} from './made-up-data'
import { PageErrorSpecimen } from './problem-specimens'
import { sessionPages } from './session-pages'
import { SwitcherSpecimen } from './switcher-specimen'
import { LeaveDialogSpecimen, UnsavedSpecimen } from './unsaved-specimen'

const longNamed = createInstitution(4)
const reference = '5f0c9c3e-8a1b-4d0e-9a55-1f6f1d9f2b7c'
const allPermissions = [
  'accounts.view',
  'accounts.view-balances',
  'accounts.view-numbers',
  'accounts.change-dates',
  'accounts.change-details',
]
const empty = { institutions: [], total: 0 }

/** Whole pages by name, each as the product shows it. */
export const fullPages: Record<string, () => ReactNode> = {
  'sign-in': () => signIn({}),
  'sign-in-return': () => signIn({ returnTo: '/profile' }),
  'sign-in-accounts': () => signIn({ returnTo: '/go/accounts' }),
  'sign-in-email': () => signIn({ hasEmailField: true }),
  'sign-in-error': () => signIn({ errorCode: 'response_rejected' }),
  'sign-in-error-reference': () => signIn({ errorCode: 'provider_error', reference }),
  'sign-in-developer': () =>
    signIn({
      errorCode: 'provider_error',
      reference,
      note: (
        <DeveloperNote
          code="provider_error"
          oauthError="invalid_client"
          facts={{
            appUrl: 'http://localhost:3000',
            redirectUri: 'http://localhost:3000/api/oidc/callback',
            addressInUse: 'http://127.0.0.1:3000',
          }}
        />
      ),
    }),
  'sign-in-unavailable': () => signIn({ providerAvailable: false }),
  'picker-few': () => picker({ initial: createInstitutionPage({ shown: 5, total: 5 }) }),
  'picker-many': () => picker({ initial: createInstitutionPage({ shown: 12, total: 12 }) }),
  'picker-thousands': () => picker({ initial: createInstitutionPage({ shown: 50, total: 1204 }) }),
  'picker-query': () =>
    picker({ initial: createInstitutionPage({ shown: 12, total: 12 }), query: 'bank' }),
  'picker-sections': () =>
    picker({
      initial: createInstitutionPage({ shown: 50, total: 1204 }),
      total: 1204,
      remembered: createRemembered(),
    }),
  'picker-pins-full': () =>
    picker({
      initial: createInstitutionPage({ shown: 12, total: 12 }),
      total: 12,
      remembered: {
        pinned: createInstitutionPage({ shown: 8, total: 8 }).institutions,
        recent: [],
      },
    }),
  'picker-removed': () =>
    picker({
      initial: createInstitutionPage({ shown: 5, total: 5 }),
      notice: <AccessRemovedAlert institutionId="inst-1" />,
    }),
  'picker-target': () =>
    picker({ initial: createInstitutionPage({ shown: 5, total: 5 }), targetPage: 'accounts' }),
  'picker-no-match': () => picker({ initial: empty, query: 'cedr' }),
  'picker-partial': () =>
    picker({ initial: { ...createInstitutionPage({ shown: 50, total: 1150 }), partial: true } }),
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
  home: () => home(),
  'unsaved-changes': () => framed(<UnsavedSpecimen />),
  'unsaved-changes-dialog': () => (
    <>
      {home()}
      <LeaveDialogSpecimen />
    </>
  ),
  'home-long-name': () => home(longNamed),
  'home-only-institution': () => home(createInstitution(0), 1),
  account: () => framed(<AccountSpecimen permissions={allPermissions} />),
  'account-editing': () =>
    framed(<AccountSpecimen permissions={allPermissions} editing="details" />),
  'account-scope-to-ask-for': () =>
    framed(<AccountSpecimen permissions={allPermissions} access="requestable" />),
  'account-scope-refused': () =>
    framed(<AccountSpecimen permissions={allPermissions} access="refused" />),
  'account-nothing-to-change': () => framed(<AccountSpecimen permissions={['accounts.view']} />),
  switcher: () => withSwitcher({}),
  'switcher-problem': () => withSwitcher({ isFilled: false }),
  'not-found': () => framed(<NotFoundMessage />, null),
  'not-found-signed-out': () => (
    <AppFrame session={null} institution={null} practice>
      <NotFoundMessage />
    </AppFrame>
  ),
  'not-found-inside': () => framed(<NotFoundMessage institution={createInstitution(0)} />),
  'not-available': () => framed(<InstitutionNotAvailableMessage />, null),
  'unexpected-error': () => framed(<PageErrorSpecimen />),
  'too-many-requests': () =>
    framed(<DirectoryUnavailableMessage retryHref="/institutions" retryAfterSeconds={20} />, null),
  'provider-unavailable': () => framed(<ProviderUnavailableMessage retryHref="/institutions" />),
  accessibility: () => framed(<AccessibilityStatement idleMinutes={15} absoluteHours={8} />, null),
  'broken-page': () => <BrokenPage reference="3120994821" />,
  'directory-unavailable': () =>
    framed(<DirectoryUnavailableMessage retryHref="/institutions" />, null),
  ...accountsPages,
  ...sessionPages,
}

/** The same by what they are about, in the order in which a person meets them. */
export function groupFullPages(): [title: string, names: string[]][] {
  const groups = new Map(
    [
      'Sign-in',
      'Picker',
      'Home',
      'Account',
      'Switcher',
      'Profile',
      'Session',
      'Signed-out',
      'Messages',
    ].map((title) => [title, [] as string[]]),
  )
  for (const name of Object.keys(fullPages)) {
    const title = [...groups.keys()].find((each) => name.startsWith(each.toLowerCase()))
    groups.get(title ?? 'Messages')?.push(name)
  }
  return [...groups]
}

function withSwitcher(props: Parameters<typeof SwitcherSpecimen>[0]) {
  return (
    <>
      {home()}
      <SwitcherSpecimen {...props} />
    </>
  )
}

function signIn(props: Partial<Parameters<typeof SignInPanel>[0]>) {
  return (
    <BareFrame practice>
      <SignInPanel returnTo="/institutions" providerAvailable {...props} />
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
      <InstitutionPicker query="" remembered={{ pinned: [], recent: [] }} {...props} />
    </QueryProvider>,
    null,
  )
}
