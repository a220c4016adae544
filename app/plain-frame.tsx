import type { ReactNode } from 'react'
import { BareFrame } from '@/components/frame/bare-frame'
import { describeBuild, isPractice } from '@/lib/http/running-mode'

/** The frame of pages for people who are not signed in, filled with what the server knows of itself. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <BareFrame practice={isPractice()} build={describeBuild()}>
      {children}
    </BareFrame>
  )
}
