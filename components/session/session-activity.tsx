'use client'

import { useSession } from 'next-auth/react'
import { useEffect, useRef } from 'react'

const oneMinute = 60_000
const signsOfLife = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll'] as const

/**
 * Tells the server that the person is there, at most once a minute.
 * Only a key, a pointer or scrolling counts: requests that a page makes by itself do not.
 */
export function SessionActivity() {
  const { update } = useSession()
  const latestUpdate = useRef(update)

  useEffect(() => {
    latestUpdate.current = update
  })

  useEffect(() => {
    // Loading the page was activity, and the server saw it.
    let toldAt = Date.now()
    function tell() {
      if (Date.now() - toldAt < oneMinute) return
      toldAt = Date.now()
      void latestUpdate.current()
    }
    const options = { passive: true, capture: true }
    for (const sign of signsOfLife) window.addEventListener(sign, tell, options)
    return () => {
      for (const sign of signsOfLife) window.removeEventListener(sign, tell, options)
    }
  }, [])

  return null
}
