import { passPage } from '@/lib/http/page-gate'

/** Headers, and a word while sessions cannot be read; every page reads the session itself. */
export default passPage

/**
 * Pages only. Next.js buffers the body of whatever passes here, and cuts it at 10 MB; `route()` has
 * the headers of an API.
 */
export const config = {
  matcher: ['/((?!api/|\\.well-known/|_next/static/|icon\\.svg$).*)'],
}
