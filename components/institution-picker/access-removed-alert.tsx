'use client'

import { useEffect, useState } from 'react'
import { findSeenInstitution } from '@/components/institution/seen-institutions'
import { Alert } from '@/components/ui/alert'

/** The institution that the person comes from is not on their list; only one they have seen is named. */
export function AccessRemovedAlert({ institutionId }: { institutionId: string }) {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => setName(findSeenInstitution(institutionId)), [institutionId])
  return (
    <Alert tone="warning">
      {name === null ? (
        "That institution isn't available to you."
      ) : (
        <>
          You no longer have access to <strong className="font-semibold">{name}</strong>. If that's
          unexpected, contact its administrator.
        </>
      )}
    </Alert>
  )
}
