'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { type AccountsLook, accountsHref, parseAccountsLook } from './accounts-look'

/** Whether a change is a step that Back takes back, or only a letter of one. */
export type AddressStep = 'push' | 'replace'

/** Looks at something else than now, in what is named. */
export type ChangeLook = (change: Partial<AccountsLook>, step: AddressStep) => void

/**
 * What is looked at, as the address says it, and its change. The address alone knows it, so a reload, a
 * link and Back show the same; and no change of it asks the server for the page.
 */
export function useAccountsLook(institutionId: string): readonly [AccountsLook, ChangeLook] {
  const parameters = useSearchParams()
  const look = useMemo(() => parseAccountsLook(parameters), [parameters])

  const changeLook = useCallback<ChangeLook>(
    (change, step) => {
      const { pathname, search } = window.location
      // The address itself: what was rendered may be a moment behind it.
      const now = parseAccountsLook(new URLSearchParams(search))
      const href = accountsHref(institutionId, { ...now, ...change })
      if (href === pathname + search) return
      // Next.js keeps what it has to know of an entry in its state, beside ours.
      if (step === 'push') window.history.pushState(null, '', href)
      else window.history.replaceState(null, '', href)
    },
    [institutionId],
  )

  return [look, changeLook]
}
