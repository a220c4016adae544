'use client'

import { SessionProvider } from 'next-auth/react'
import type { ReactNode } from 'react'
import { AbsoluteBanner } from '@/components/session/absolute-banner'
import { AbsoluteWarning } from '@/components/session/absolute-warning'
import { IdleWarning } from '@/components/session/idle-warning'
import { SessionCover } from '@/components/session/session-cover'
import type { SessionView } from '@/lib/http/session-view'

const end = { absoluteHours: 8, signInAgainHref: '/gallery' }

/** A made-up session for `useSession()`, which nobody watches: it would be found missing. */
export function UnwatchedSession({
  session,
  children,
}: {
  session: SessionView
  children: ReactNode
}) {
  return (
    <SessionProvider session={session} refetchOnWindowFocus={false}>
      {children}
    </SessionProvider>
  )
}

/** The warning of the idle limit; "Stay signed in" finds no server. */
export function IdleWarningSpecimen({ secondsLeft }: { secondsLeft: number }) {
  return <IdleWarning secondsLeft={secondsLeft} onStay={async () => false} />
}

export function AbsoluteWarningSpecimen({ expires }: { expires: string }) {
  return <AbsoluteWarning {...end} expires={expires} onDismiss={ignore} />
}

export function AbsoluteBannerSpecimen({ expires }: { expires: string }) {
  return (
    <div className="session-banner sticky bottom-0 z-20">
      <AbsoluteBanner {...end} expires={expires} />
    </div>
  )
}

export function SessionCoverSpecimen() {
  return <SessionCover isUnreachable onTryAgain={ignore} />
}

function ignore() {}
