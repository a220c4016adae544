import type { Metadata } from 'next'
import { AppShell } from '@/app/app-shell'
import { NotFoundMessage } from '@/components/message-page/not-found-message'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <AppShell>
      <NotFoundMessage />
    </AppShell>
  )
}
