'use client'

import { useState } from 'react'
import { useCountdown } from '@/components/requests/use-countdown'
import { ButtonLink } from '@/components/ui/button'

interface RetryCountdownProps {
  /** The page that could not be shown. */
  href: string
  /** How long to wait before each look. */
  seconds: number
  /** Our own address that answers well once it is over. To look there is not activity, loading a page is. */
  probe: string
}

/** Tries again by itself; the link tries now, and is all there is without JavaScript. */
export function RetryCountdown({ href, seconds, probe }: RetryCountdownProps) {
  const [looks, setLooks] = useState(0)
  return (
    <>
      <ButtonLink variant="primary" href={href}>
        Try again
      </ButtonLink>
      <Countdown
        key={looks}
        seconds={seconds}
        onEnd={async () => {
          const answer = await fetch(probe, { cache: 'no-store' }).catch(() => null)
          if (answer?.ok) window.location.replace(href)
          else setLooks(looks + 1)
        }}
      />
    </>
  )
}

/** For the eye: the words of the page have said that it takes a while. */
function Countdown({ seconds, onEnd }: { seconds: number; onEnd: () => void }) {
  const left = useCountdown(seconds, onEnd)
  return (
    <span aria-hidden="true" className="self-center text-small text-text-muted tabular-nums">
      {left > 0 ? `We'll try again in ${left} s` : 'Trying…'}
    </span>
  )
}
