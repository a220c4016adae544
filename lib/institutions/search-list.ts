import 'server-only'
import type { LoadedList } from './banno-groups-lists'
import { directoryUnavailable } from './directory-unavailable'
import type { Institution, InstitutionPage } from './institution'
import type { InstitutionSearch } from './institution-directory'

/** A page of a list, which says when the list is not whole. */
export function searchList(list: LoadedList, search: InstitutionSearch): InstitutionPage {
  const page = list.index.search(search)
  return list.partial ? { ...page, partial: true } : page
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
