'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { findSeenInstitution } from '@/components/institution/seen-institutions'
import { Alert } from '@/components/ui/alert'

interface AccessRemovedAlertProps {
  institutionId: string
  /** What stands here instead when the person has not seen the institution in this tab. */
  unseen?: ReactNode
}

/** The institution that the person comes from is not theirs any more; only one they have seen is named. */
export function AccessRemovedAlert({ institutionId, unseen }: AccessRemovedAlertProps) {
  const [name, setName] = useState<string | null>(null)
  useEffect(() => setName(findSeenInstitution(institutionId)), [institutionId])
  if (name === null && unseen) return unseen
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
