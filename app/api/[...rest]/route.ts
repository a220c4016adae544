import { AppError } from '@/lib/errors'
import { route } from '@/lib/http/route'

/** What no route answers: problem details instead of a page. */
const notFound = route(async () => {
  throw new AppError('not_found', 'no route has this address')
})

export {
  notFound as DELETE,
  notFound as GET,
  notFound as HEAD,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
}
