'use client'

import { useEffect } from 'react'
import type { SessionView } from '@/lib/http/session-view'
import { leavePage } from './leave-page'
import { createServerClock } from './server-clock'
import { SessionActivity } from './session-activity'
import type { SessionLimits } from './session-provider'
import { connectSessionWatch } from './session-signals'
import { SessionWarnings } from './session-warnings'
import { createSessionWatch, type SessionWatch } from './session-watch'

export interface WatchedSessionProps {
  watch: SessionWatch
  limits: SessionLimits
}

/** The watch over the session that this page was rendered with. */
export function createPageWatch({
  session,
  limits: { idleMinutes, absoluteHours, serverTime },
}: {
  session: SessionView
  limits: SessionLimits
}): SessionWatch {
  return createSessionWatch({
    view: session,
    lengths: { idleMs: idleMinutes * 60_000, absoluteMs: absoluteHours * 3_600_000 },
    clock: createServerClock(serverTime),
    leave: leavePage,
  })
}

/** Connects a watch with the page around it, and shows what it wants shown. */
export function WatchedSession({ watch, limits }: WatchedSessionProps) {
  useEffect(() => connectSessionWatch(watch), [watch])
  return (
    <>
      <SessionActivity watch={watch} idleMinutes={limits.idleMinutes} />
      <SessionWarnings watch={watch} absoluteHours={limits.absoluteHours} />
    </>
  )
}
