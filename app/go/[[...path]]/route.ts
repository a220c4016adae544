import { institutionHref } from '@/components/institution/institution-href'
import { findPlaceToGo } from '@/lib/http/place-to-go'
import { navigationRoute } from '@/lib/http/route'
import { seeOther, withQuery } from '@/lib/http/see-other'

/** A link for everybody, whatever their institution: `/go/accounts` is the accounts of the one used last. */
export const GET = navigationRoute(async (request) => {
  const place = await findPlaceToGo(request)
  return seeOther(
    'page' in place
      ? withQuery(place.page, place.query)
      : institutionHref(place.institutionId, place.inside),
  )
})
