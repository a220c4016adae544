'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type AccountsOwner, accountsAddress } from '@/components/accounts/accounts-address'
import { type AccountList, parseAccountList } from '@/components/accounts/listed-accounts'
import { getFromUpstream } from '@/components/requests/get-from-upstream'
import { RequestProblem } from '@/components/requests/request-problem'
import { type AccountsLook, pageSize } from './accounts-look'

/** A page of accounts that knows what it answers: while the next is on its way, it stays on screen. */
export type AnsweredAccounts = AccountList & { readonly look: AccountsLook }

/** Under which key the browser keeps an answer: the institution comes first, so that none is another's. */
export function accountListKey({ institutionId, subject }: AccountsOwner, look: AccountsLook) {
  return ['i', institutionId, 'accounts', subject, 'inquiry', look] as const
}

/** The accounts that are looked at. An older question that is still on its way is given up. */
export function useAccountList(owner: AccountsOwner, look: AccountsLook) {
  return useQuery({
    queryKey: accountListKey(owner, look),
    queryFn: ({ signal }) => inquire(owner, look, signal),
    placeholderData: keepPreviousData,
  })
}

async function inquire(
  owner: AccountsOwner,
  look: AccountsLook,
  signal: AbortSignal,
): Promise<AnsweredAccounts> {
  const address = accountsAddress(owner, 'inquiry')
  const answer = await getFromUpstream(address, { signal, inquiry: toInquiry(look) })
  const list = parseAccountList(answer.body)
  if (list === null) {
    const { status, requestId } = answer
    throw new RequestProblem({ failure: 'unreadable', code: '', status, requestId })
  }
  return { ...list, look }
}

/** The question, in the words of Account Services. */
function toInquiry({ query, type, status, sort, page }: AccountsLook) {
  return {
    query,
    ...(type !== null && { types: [type] }),
    ...(status !== null && { statuses: [status] }),
    sort,
    limit: pageSize,
    offset: (page - 1) * pageSize,
  }
}
