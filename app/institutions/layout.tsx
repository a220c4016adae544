import type { ReactNode } from 'react'
import { WatchedFrame } from '@/app/watched-frame'

/** Not the whole shell: nothing here asks next-auth, whose client is 11 kB on the way to every page. */
export default function InstitutionsLayout({ children }: { children: ReactNode }) {
  return <WatchedFrame isList>{children}</WatchedFrame>
}
