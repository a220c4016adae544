import type { ReactNode } from 'react'
import { AppShell } from '@/app/app-shell'

export default function InstitutionsLayout({ children }: { children: ReactNode }) {
  return <AppShell isList>{children}</AppShell>
}
