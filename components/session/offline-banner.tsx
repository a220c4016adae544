'use client'

import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { watchOffline } from '@/components/requests/offline'

/** Something failed for want of a network: says so at the foot of the window until it is back. */
export function OfflineBanner({ initial = false }: { initial?: boolean }) {
  const [isOffline, setOffline] = useState(initial)
  useEffect(() => watchOffline(setOffline), [])
  return (
    <div role="status">
      {isOffline ? (
        <p className="flex items-center justify-center gap-2 border-border border-t bg-warning-soft px-gutter py-2.5 text-small text-warning print:hidden">
          <WifiOff aria-hidden="true" className="size-4 shrink-0" />
          You're offline. What failed can be tried again when you're back.
        </p>
      ) : null}
    </div>
  )
}
