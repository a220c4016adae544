import { withSecurityHeaders } from '@/lib/http/security-headers'

/** Headers alone: every page and route reads the session itself, where the data is. */
export default withSecurityHeaders

export const config = {
  matcher: ['/((?!_next/static|_next/image|icon.svg).*)'],
}
