import type { SessionView } from './session-view'

declare module 'next-auth' {
  /** What `useSession()` holds; `getServerSession()` leaves out `expires`. */
  interface Session extends SessionView {}
}
