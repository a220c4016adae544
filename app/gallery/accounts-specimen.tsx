'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedAccount } from '@/components/accounts/listed-accounts'
import { AccountsList } from '@/components/accounts-list/accounts-list'
import { type AccountsLook, everyAccount } from '@/components/accounts-list/accounts-look'
import { accountListKey } from '@/components/accounts-list/use-account-list'
import { RequestProblem } from '@/components/requests/request-problem'
import { PageHeader } from '@/components/ui/page-header'

interface AccountsSpecimenProps {
  institution: { institutionId: string; name: string }
  look?: Partial<AccountsLook>
  /** Left out, the answer is still on its way. */
  answer?: {
    accounts: readonly ListedAccount[]
    total: number
    permissions: readonly string[]
  }
  /** What the question failed with instead. */
  problem?: Omit<ConstructorParameters<typeof RequestProblem>[0], 'failure'>
}

/** The accounts of an institution with an answer that is here already; nothing is ever asked for. */
export function AccountsSpecimen({ institution, look, answer, problem }: AccountsSpecimenProps) {
  const { institutionId } = institution
  const [shown, setShown] = useState({ ...everyAccount, ...look })
  const [client] = useState(() => {
    const made = new QueryClient({ defaultOptions: { queries: { enabled: false } } })
    const queryKey = accountListKey({ institutionId, subject: 'pat' }, shown)
    if (answer) made.setQueryData(queryKey, { ...answer, look: shown })
    if (problem) {
      const error = new RequestProblem({ failure: 'refused', ...problem })
      made.getQueryCache().build(made, { queryKey }).setState({ status: 'error', error })
    }
    return made
  })
  return (
    <QueryClientProvider client={client}>
      <PageHeader title="Accounts" lead={institution.name} />
      <AccountsList
        institution={institution}
        subject="pat"
        look={shown}
        onChangeLook={(change) => setShown({ ...shown, ...change })}
      />
    </QueryClientProvider>
  )
}
