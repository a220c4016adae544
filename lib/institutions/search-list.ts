import 'server-only'
import type { LoadedList } from './banno-groups-lists'
import { directoryUnavailable } from './directory-unavailable'
import type { Institution, InstitutionPage } from './institution'
import type { InstitutionSearch } from './institution-directory'

/**
 * A page of a list, which says when the list is not whole.
 *
 * @throws AppError `directory_unavailable` when nothing is left of such a list: it would look empty
 */
export function searchList(list: LoadedList, search: InstitutionSearch): InstitutionPage {
  const page = list.index.search(search)
  if (!list.partial) return page
  if (list.index.size > 0) return { ...page, partial: true }
  const message = 'nothing is on the part of the list that could be had'
  throw directoryUnavailable(message, { retryable: true })
}

/**
 * The institution, if it is on the list.
 *
 * @throws AppError `directory_unavailable` when it may be on the part that could not be had
 */
export function findOnList({ index, partial }: LoadedList, id: string): Institution | null {
  const found = index.find(id)
  if (found === null && partial) {
    const message = 'the institution may be on the part of the list that could not be had'
    throw directoryUnavailable(message, { retryable: true })
  }
  return found
}
