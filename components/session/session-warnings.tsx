'use client'

import clsx from 'clsx'
import { AbsoluteBanner } from './absolute-banner'
import { AbsoluteWarning } from './absolute-warning'
import { IdleWarning } from './idle-warning'
import { signInAgainHref } from './leave-page'
import { OfflineBanner } from './offline-banner'
import { useWatchState } from './session-context'
import { SessionCover } from './session-cover'
import type { SessionWatch } from './session-watch'

interface SessionWarningsProps {
  watch: SessionWatch
  absoluteHours: number
}

/** Shows what the session watch wants shown. The server renders none of it. */
export function SessionWarnings({ watch, absoluteHours }: SessionWarningsProps) {
  const state = useWatchState()
  if (state === null) return null
  const { view, dialog, secondsLeft, hasBanner, cover } = state
  const end = { absoluteHours, expires: view.expires, signInAgainHref: signInAgainHref() }
  return (
    <>
      {/* Always there, so that a screen reader hears what comes into it. */}
      <div
        aria-live="polite"
        className={clsx('sticky bottom-0 z-20', hasBanner && 'session-banner')}
      >
        <OfflineBanner />
        {hasBanner ? <AbsoluteBanner {...end} /> : null}
      </div>
      {dialog === 'idle' ? (
        <IdleWarning
          secondsLeft={secondsLeft}
          onStay={async () => (await watch.extend()) !== null}
        />
      ) : null}
      {dialog === 'absolute' ? <AbsoluteWarning {...end} onDismiss={watch.dismiss} /> : null}
      {cover ? (
        <SessionCover isUnreachable={cover === 'unreachable'} onTryAgain={watch.look} />
      ) : null}
    </>
  )
}
