import clsx from 'clsx'
import type { ReactNode } from 'react'
import type { SessionView } from '@/lib/http/session-view'
import type { Institution } from '@/lib/institutions/institution'
import { AppFooter } from './app-footer'
import { AppHeader } from './app-header'
import { frameWidth } from './frame-width'
import { PracticeBanner } from './practice-banner'

interface AppFrameProps {
  session: Pick<SessionView, 'user'> | null
  /** False while nobody can say whether there is a session: then nothing offers to sign in. */
  isSessionKnown?: boolean
  /** The institution of the page's path; null on pages that belong to none. */
  institution: Institution | null
  /** How many institutions the person may open; with exactly one there is nothing to switch. */
  institutionTotal?: number | undefined
  /** The page is the list of institutions itself, so nothing leads there. */
  isList?: boolean
  /** The page's path, as the browser asked for it. */
  path?: string
  /** The identity provider is the simulator: say so on every page. */
  practice?: boolean
  /** Which build is running. */
  build?: string
  /** At the end of the footer. */
  footerNote?: ReactNode
  children: ReactNode
}

/**
 * The frame of every page: header, content, footer. It needs no JavaScript, and stands on
 * error pages too, so that nobody is caught without a way to switch or sign out.
 */
export function AppFrame({
  session,
  isSessionKnown = true,
  institution,
  institutionTotal,
  isList = false,
  path = '',
  practice = false,
  build,
  footerNote,
  children,
}: AppFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed start-2 top-2 z-30 rounded-control bg-accent px-4 py-2 font-medium text-on-accent not-focus:sr-only"
      >
        Skip to content
      </a>
      {practice ? <PracticeBanner /> : null}
      <AppHeader
        session={session}
        isSessionKnown={isSessionKnown}
        institution={institution}
        institutionTotal={institutionTotal}
        isList={isList}
        path={path}
      />
      <main
        id="content"
        tabIndex={-1}
        className={clsx('mx-auto w-full grow px-gutter pt-7 pb-12', frameWidth)}
      >
        {children}
      </main>
      <AppFooter build={build} note={footerNote} />
    </div>
  )
}
