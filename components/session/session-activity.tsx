'use client'

import { useEffect } from 'react'
import type { SessionWatch } from './session-watch'

interface SessionActivityProps {
  watch: SessionWatch
  idleMinutes: number
}

const oneMinute = 60_000
const signsOfLife = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll'] as const

/**
 * Tells the server that the person is there, at most once a minute, oftener only where the idle
 * limit is a matter of minutes. Only a key, a pointer or scrolling counts: requests that a page
 * makes by itself do not, nor does the way to the button of a warning.
 */
export function SessionActivity({ watch, idleMinutes }: SessionActivityProps) {
  useEffect(() => {
    const pauseMs = Math.min(oneMinute, (idleMinutes * oneMinute) / 4)
    // Loading the page was activity, and the server saw it.
    let toldAt = Date.now()
    function tell() {
      const { dialog, cover } = watch.getState()
      if (dialog === 'idle' || cover || Date.now() - toldAt < pauseMs) return
      toldAt = Date.now()
      void watch.extend()
    }
    const options = { passive: true, capture: true }
    for (const sign of signsOfLife) window.addEventListener(sign, tell, options)
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, tell, options)
    }
  }, [watch, idleMinutes])

  return null
}
