'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { AccountPage } from '@/components/account-page/account-page'
import { writeScope } from '@/components/accounts/account-scopes'
import { createAccount, createInstitution } from './made-up-data'

const { institutionId, name } = createInstitution(0)

interface AccountSpecimenProps {
  permissions: readonly string[]
  access?: 'granted' | 'requestable' | 'refused'
  editing?: 'details' | 'dates'
}

/** An account's page, with answers that were there before anybody asked. */
export function AccountSpecimen({
  permissions,
  access = 'granted',
  editing,
}: AccountSpecimenProps) {
  const account = createAccount(permissions)
  const [client] = useState(() => {
    const filled = new QueryClient({
      defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
    })
    const key = ['i', institutionId, 'accounts', 'user-1', account.accountId]
    filled.setQueryData(key, { account, etag: '"1"' })
    filled.setQueryData([...key, 'available-balance'], {
      currency: 'USD',
      availableBalanceCents: 14_519_314,
      heldCents: 8_769,
      asOf: account.changedAt,
    })
    return filled
  })
  return (
    <QueryClientProvider client={client}>
      <AccountPage
        institution={{ institutionId, name }}
        subject="user-1"
        accountId={account.accountId}
        scopes={{
          granted: access === 'granted' ? [writeScope] : [],
          requestable: access === 'requestable' ? [writeScope] : [],
        }}
        editing={editing ?? null}
      />
    </QueryClientProvider>
  )
}
