'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Switcher } from '@/components/institution-switcher/switcher-popup'
import { createInstitutionPage, createRemembered } from './made-up-data'

/**
 * The switcher, open, with answers that were there before anybody asked; or without, and then it
 * asks, and nobody who looks at this page is signed in.
 */
export function SwitcherSpecimen({ isFilled = true }: { isFilled?: boolean }) {
  const triggerRef = useRef<HTMLDivElement>(null)
  const [isOpen, setOpen] = useState(true)
  const [client] = useState(() => (isFilled ? createFilledClient() : new QueryClient()))
  return (
    <QueryClientProvider client={client}>
      <div ref={triggerRef} className="fixed start-1/4 top-24" />
      <Switcher
        isOpen={isOpen}
        onOpenChange={setOpen}
        triggerRef={triggerRef}
        currentId="inst-1000"
      />
    </QueryClientProvider>
  )
}

function createFilledClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  })
  const page = createInstitutionPage({ shown: 50, total: 1204 })
  client.setQueryData(['institutions', 'search', ''], {
    pages: [{ ...page, query: '' }],
    pageParams: [null],
  })
  client.setQueryData(['institutions', 'remembered'], createRemembered())
  client.setQueryData(['institutions', 'whole'], null)
  return client
}
