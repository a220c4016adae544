import clsx from 'clsx'
import { productName } from '@/components/brand/brand'
import { Logo } from '@/components/brand/logo'
import { institutionHref } from '@/components/institution/institution-href'
import type { SessionView } from '@/lib/http/session-view'
import type { Institution } from '@/lib/institutions/institution'
import { frameWidth } from './frame-width'
import { HeaderInstitution } from './header-institution'
import { HeaderLink } from './header-link'
import { PrintLine } from './print-line'
import { UserMenu } from './user-menu'

interface AppHeaderProps {
  session: Pick<SessionView, 'user'> | null
  isSessionKnown: boolean
  institution: Institution | null
  institutionTotal: number | undefined
  isList: boolean
  /** Of the page, so that the navigation marks it. */
  path: string
}

/** Product, institution, navigation, person: in this order, in one bar that stays in view. */
export function AppHeader({
  session,
  isSessionKnown,
  institution,
  institutionTotal,
  isList,
  path,
}: AppHeaderProps) {
  const home = institution ? institutionHref(institution.institutionId) : '/institutions'
  return (
    <header className="on-header sticky-header z-20 border-header-border border-b bg-header text-on-header print:border-border print:bg-surface-raised print:px-gutter print:pb-2 print:text-text">
      <div
        className={clsx(
          'mx-auto flex min-h-header items-center gap-x-2 px-gutter py-1.5 sm:gap-x-4 print:min-h-0 print:px-0',
          frameWidth,
        )}
      >
        <a
          href={session ? home : '/'}
          className="flex min-h-9 shrink-0 items-center gap-2.5 rounded-control pe-1 font-semibold tracking-tight"
        >
          <Logo className="size-7" />
          <span className="max-lg:sr-only print:not-sr-only">{productName}</span>
        </a>
        {session ? (
          <>
            <HeaderInstitution
              institution={institution}
              institutionTotal={institutionTotal}
              isList={isList}
            />
            <nav
              aria-label="Main"
              className="ms-auto flex min-w-0 flex-wrap justify-end gap-x-1 max-md:hidden print:hidden"
            >
              {institution ? (
                <>
                  <HeaderLink href={home} path={path}>
                    Home
                  </HeaderLink>
                  <HeaderLink href={`${home}/accounts`} path={path} hasPagesBelow>
                    Accounts
                  </HeaderLink>
                </>
              ) : null}
              <HeaderLink href="/profile" path={path}>
                Profile
              </HeaderLink>
            </nav>
            <UserMenu user={session.user} home={institution ? home : null} />
          </>
        ) : isSessionKnown ? (
          <a
            href="/sign-in"
            className="ms-auto inline-flex min-h-9 items-center rounded-control px-3 font-medium text-small hover:bg-header-raised print:hidden"
          >
            Sign in
          </a>
        ) : null}
      </div>
      {session ? (
        <PrintLine
          parts={[
            ...(institution ? [institution.name, `ID ${institution.institutionId}`] : []),
            session.user.username,
          ]}
          madeAt={new Date().toISOString()}
        />
      ) : null}
    </header>
  )
}
