import { withSecurityHeaders } from '@/lib/http/security-headers'

/** Headers alone: every page and route reads the session itself, where the data is. */
export default withSecurityHeaders

/**
 * Pages only. Next.js buffers the body of whatever passes here, and cuts it at 10 MB; `route()` has
 * the headers of an API.
 */
export const config = {
  matcher: ['/((?!api/|\\.well-known/|_next/static/|icon\\.svg$).*)'],
}
