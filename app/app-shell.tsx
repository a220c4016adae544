import { NextAuthSession } from '@/components/session/next-auth-session'
import { WatchedFrame, type WatchedFrameProps } from './watched-frame'

/**
 * What stands around every page of a product: the frame, the watch over the session, and next-auth's
 * `useSession()` for what is inside. One for each page, in its layout.
 */
export function AppShell({ children, ...frame }: WatchedFrameProps) {
  return (
    <WatchedFrame {...frame}>
      <NextAuthSession>{children}</NextAuthSession>
    </WatchedFrame>
  )
}
