'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { getInstitutionPage } from './get-institution-page'

/** A page that knows what it answers: while the next answer is on its way, the old one stays on screen. */
export type AnsweredPage = InstitutionPage & { readonly query: string }

interface ServerSearch {
  query: string
  /** What the server rendered, and for which query; null when it could not. */
  initial: AnsweredPage | null
  pageSize: number
  enabled: boolean
}

/** Searches on the server, a page at a time; an older search that is still running is aborted. */
export function useServerSearch({ query, initial, pageSize, enabled }: ServerSearch) {
  return useInfiniteQuery({
    queryKey: ['institutions', 'search', query],
    queryFn: async ({ pageParam, signal }): Promise<AnsweredPage> => ({
      ...(await getInstitutionPage({ query, cursor: pageParam, limit: pageSize, signal })),
      query,
    }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor ?? null,
    placeholderData: keepPreviousData,
    enabled,
    ...(initial?.query === query ? { initialData: { pages: [initial], pageParams: [null] } } : {}),
  })
}
