import type { ReactNode } from 'react'
import { AppShell } from '@/app/app-shell'
import { decodeSegment } from '@/lib/http/decode-segment'
import { findPageInstitution } from '@/lib/http/institution-page'

interface InstitutionLayoutProps {
  params: Promise<{ institutionId: string }>
  children: ReactNode
}

/** Frame alone: whether the person may be here is for each page to ask. */
export default async function InstitutionLayout({ params, children }: InstitutionLayoutProps) {
  const institutionId = decodeSegment((await params).institutionId)
  const institution = await findPageInstitution(institutionId).catch(() => null)
  return <AppShell institution={institution}>{children}</AppShell>
}
