import type { UpstreamAddress } from '@/components/requests/get-from-upstream'

/** Whose accounts, and where. */
export interface AccountsOwner {
  readonly institutionId: string
  /** The person's id at the provider: the API serves the accounts that this person may see. */
  readonly subject: string
}

/** The accounts of an institution behind the BFF, or what is `below` them: an id, and one of its parts. */
export function accountsAddress(
  { institutionId, subject }: AccountsOwner,
  ...below: readonly string[]
): UpstreamAddress {
  return {
    institutionId,
    upstream: 'account-services',
    path: ['enterprise', subject, 'accounts', ...below],
  }
}
