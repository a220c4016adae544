import type { RequestProblem } from '@/components/requests/request-problem'
import { type AccountsLook, everyAccount } from './accounts-look'
import { countPages } from './describe-accounts'
import type { AnsweredAccounts } from './use-account-list'

interface Outcome {
  look: AccountsLook
  /** Null while another question is answered on screen. */
  answer: AnsweredAccounts | null
  problem: RequestProblem | null
}

/**
 * What an address asks for that cannot be had, though the accounts can: an order that would tell balances
 * to somebody who may not see them, and a page beyond the last. Null when nothing is wrong with it.
 */
export function correctLook({ look, answer, problem }: Outcome): Partial<AccountsLook> | null {
  const isOrderRefused =
    problem?.missingPermission === 'accounts.view-balances' &&
    look.sort.by === 'currentBalanceCents'
  if (isOrderRefused) return { sort: everyAccount.sort, page: 1 }
  if (answer === null || answer.accounts.length > 0 || look.page === 1) return null
  return { page: Math.min(look.page - 1, countPages(answer.total)) }
}
