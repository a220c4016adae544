'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { canRetry } from '@/components/requests/request-problem'

const fiveMinutes = 5 * 60_000

/**
 * The browser's query cache. One per page load: going to another institution is a full load,
 * so nothing of the first stays in memory.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: fiveMinutes,
            refetchOnWindowFocus: false,
            // An answer of 4xx stays the same however often it is asked for.
            retry: (failures, error) => failures < 1 && canRetry(error),
          },
        },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}
