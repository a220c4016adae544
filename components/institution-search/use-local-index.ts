'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { InstitutionPage } from '@/lib/institutions/institution'
import { getInstitutionList } from './get-institution-page'
import { createLocalIndex, type LocalIndex } from './local-index'

/** Up to this many are searched in the browser; more would be a download nobody wants to wait for. */
const mostSearchedLocally = 3_000

/**
 * The whole list, once it is here: null before, for longer lists, and when it cannot be had, since
 * the server can always be asked instead.
 *
 * @param options.total how many institutions there are; undefined while that is not known
 * @param options.whole the list, if the page came with all of it
 */
export function useLocalIndex({
  total,
  whole,
}: {
  total: number | undefined
  whole: InstitutionPage | null
}): LocalIndex | null {
  const isIdle = useIdle()
  const { data } = useQuery({
    queryKey: ['institutions', 'whole'],
    queryFn: async ({ signal }) => {
      const page = whole ?? (await getInstitutionList(signal))
      // The list has grown in the meantime.
      if (page.institutions.length < page.total) return null
      return createLocalIndex(page.institutions, { partial: page.partial === true, pause })
    },
    enabled: isIdle && total !== undefined && total <= mostSearchedLocally,
    staleTime: Number.POSITIVE_INFINITY,
    // A function, which nothing need compare.
    structuralSharing: false,
  })
  return data ?? null
}

/** False until the page has been drawn and the browser has nothing better to do. */
function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    const handle = requestIdle(() => setIdle(true))
    return () => cancelIdle(handle)
  }, [])
  return isIdle
}

const pause = () => new Promise<void>((resolve) => requestIdle(resolve))

// Safari has no idle callbacks.
const requestIdle = (callback: () => void): number =>
  'requestIdleCallback' in globalThis
    ? requestIdleCallback(() => callback(), { timeout: 1_000 })
    : Number(setTimeout(callback, 50))

const cancelIdle = (handle: number) =>
  'cancelIdleCallback' in globalThis ? cancelIdleCallback(handle) : clearTimeout(handle)
