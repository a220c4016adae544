'use client'

import { useSession } from 'next-auth/react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import type { SessionView } from '@/lib/http/session-view'
import { describeRemaining } from './describe-remaining'
import { LocalTime } from './local-time'
import { useNow } from './use-now'

interface SessionCardProps {
  /** What the server knew when it rendered the page. */
  initial: SessionView
  institutionId: string
}

/** Proof that the session lives on the server: its times, its renewals, and a way to renew it now. */
export function SessionCard({ initial, institutionId }: SessionCardProps) {
  const { data, update } = useSession()
  const [first] = useState(data)
  const [renewal, setRenewal] = useState<'idle' | 'running' | 'done' | 'failed'>('idle')
  const now = useNow(1000)

  // What the page's own rendering found may be newer than what the frame's did, not than any answer.
  const session = data === null || data === first ? initial : data

  async function renew() {
    setRenewal('running')
    setRenewal((await update()) ? 'done' : 'failed')
  }

  const access = session.institutions.find((each) => each.institutionId === institutionId)
  const remaining = (iso: string) => (now === null ? null : describeRemaining(iso, now))

  return (
    <Card
      id="session"
      title="Session"
      description="Proves that tokens renew on the server, without the browser's doing."
    >
      <DescriptionList>
        <DescriptionRow term="Access">
          Renews automatically
          {access ? (
            <>
              {' · next renewal '}
              <Remaining
                text={remaining(access.accessTokenExpires)}
                iso={access.accessTokenExpires}
              />
            </>
          ) : null}
        </DescriptionRow>
        <DescriptionRow term="Access renewed">
          {describeCount(access?.refreshes ?? 0)}
        </DescriptionRow>
        <DescriptionRow term="Without activity">
          {'Signed out '}
          <Remaining text={remaining(session.idleExpires)} iso={session.idleExpires} />
        </DescriptionRow>
        <DescriptionRow term="Session ends">
          {'At '}
          <LocalTime iso={session.expires} />
        </DescriptionRow>
      </DescriptionList>
      <div className="mt-auto flex flex-wrap items-center gap-3 pt-4">
        <Button size="small" onClick={renew} isBusy={renewal === 'running'}>
          {renewal === 'running' ? 'Renewing…' : 'Renew now'}
        </Button>
        <span role="status" className="text-small text-text-muted">
          {renewal === 'done' && 'Session renewed.'}
          {renewal === 'failed' &&
            "We couldn't reach the server. Check your connection and try again."}
        </span>
      </div>
    </Card>
  )
}

/**
 * A timer is not live: a screen reader reads it when asked, not each time it changes. Before and
 * without JavaScript nothing counts, and the moment itself is said.
 */
function Remaining({ text, iso }: { text: string | null; iso: string }) {
  return (
    <span role="timer" aria-live="off" className="tabular-nums">
      {text ?? <LocalTime iso={iso} />}
    </span>
  )
}

function describeCount(refreshes: number): string {
  if (refreshes === 0) return 'Not yet'
  return refreshes === 1 ? '1 time' : `${refreshes} times`
}
