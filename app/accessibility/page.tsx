import type { Metadata } from 'next'
import { connection } from 'next/server'
import { WatchedFrame } from '@/app/watched-frame'
import { AccessibilityStatement } from '@/components/message-page/accessibility-statement'
import { describeLimits } from '@/lib/http/session-limits'

export const metadata: Metadata = { title: 'Accessibility' }

export default async function AccessibilityPage() {
  return (
    <WatchedFrame>
      <Statement />
    </WatchedFrame>
  )
}

/** Inside the frame, which waits for a request: a build knows no limits. */
async function Statement() {
  await connection()
  const { idleMinutes, absoluteHours } = describeLimits()
  return <AccessibilityStatement idleMinutes={idleMinutes} absoluteHours={absoluteHours} />
}
