'use client'

import { type ComponentType, type ReactNode, useEffect, useMemo, useState } from 'react'
import type { SessionView } from '@/lib/http/session-view'
import { PageSessionContext } from './session-context'
import type { SessionWatch } from './session-watch'
import type { WatchedSessionProps } from './watched-session'

/** The configured limits, and when the server rendered the page in milliseconds since 1970. */
export interface SessionLimits {
  idleMinutes: number
  absoluteHours: number
  serverTime: number
}

interface SessionProviderProps {
  /** What the server knew when it rendered the page. */
  session: SessionView
  limits: SessionLimits
  children: ReactNode
}

const retryMs = 5_000

/**
 * The session of a page, there once. All that keeps it alive, warns before it ends and takes the
 * page away when it has ended comes right after the page itself, which does not wait for it.
 */
export function SessionProvider({ session, limits, children }: SessionProviderProps) {
  const [first] = useState({ session, limits })
  const [loaded, setLoaded] = useState<LoadedWatch | null>(null)
  const [{ promise, resolve }] = useState(createPromise<SessionWatch>)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isUnmounted = false
    function load() {
      import('./watched-session').then(
        ({ createPageWatch, WatchedSession }) => {
          if (isUnmounted) return
          const watch = createPageWatch(first)
          setLoaded({ watch, WatchedSession })
          resolve(watch)
        },
        () => {
          timer = setTimeout(load, retryMs)
        },
      )
    }
    load()
    return () => {
      isUnmounted = true
      clearTimeout(timer)
    }
  }, [first, resolve])

  const pageSession = useMemo(
    () => ({ initial: first.session, watch: loaded?.watch ?? null, whenWatched: promise }),
    [first, loaded, promise],
  )
  return (
    <PageSessionContext value={pageSession}>
      {children}
      {loaded ? <loaded.WatchedSession watch={loaded.watch} limits={limits} /> : null}
    </PageSessionContext>
  )
}

interface LoadedWatch {
  watch: SessionWatch
  WatchedSession: ComponentType<WatchedSessionProps>
}

function createPromise<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
