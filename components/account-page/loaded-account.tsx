import { writeScope } from '@/components/accounts/account-scopes'
import { statusNames, statusTones, typeNames } from '@/components/accounts/account-words'
import { institutionHref } from '@/components/institution/institution-href'
import { Badge } from '@/components/ui/badge'
import { PageHeader } from '@/components/ui/page-header'
import { AccountCard } from './account-card'
import { BalanceCard } from './balance-card'
import { EditCard } from './edit-card'
import { editedParts } from './edited-fields'
import { MissingScope } from './missing-scope'
import type { AccountPlace, useAccount, VersionedAccount } from './use-account'

interface LoadedAccountProps extends Pick<ReturnType<typeof useAccount>, 'send' | 'reload'> {
  institution: { readonly institutionId: string; readonly name: string }
  place: AccountPlace
  /** What the access to the institution may do, and what else may be asked for. */
  scopes: { readonly granted: readonly string[]; readonly requestable: readonly string[] }
  /** The part that begins with its form open. */
  editing: string | null
  current: VersionedAccount
}

/** An account in cards: what it is, and what this person may change of it, or why not. */
export function LoadedAccount({
  institution,
  place,
  scopes,
  editing,
  current,
  send,
  reload,
}: LoadedAccountProps) {
  const { account } = current
  const hasScope = scopes.granted.includes(writeScope)
  const changeable = editedParts.filter(({ permission }) =>
    account.permissions.includes(permission),
  )
  const [firstPart] = changeable
  const path = institutionHref(institution.institutionId, `accounts/${account.accountId}`)
  return (
    <>
      <PageHeader
        title={account.name}
        lead={
          <span className="inline-flex flex-wrap items-center gap-x-2">
            {typeNames[account.type]}
            <span className="font-mono">{account.maskedNumber}</span>
            <Badge tone={statusTones[account.status]}>{statusNames[account.status]}</Badge>
          </span>
        }
      />
      {firstPart && !hasScope ? (
        <div className="mb-4">
          <MissingScope
            scope={writeScope}
            institutionId={institution.institutionId}
            returnTo={`${path}?edit=${firstPart.id}`}
            isRequestable={scopes.requestable.includes(writeScope)}
          />
        </div>
      ) : null}
      <div className="grid items-start gap-4 md:grid-cols-2">
        <BalanceCard place={place} account={account} institutionName={institution.name} />
        <AccountCard account={account} />
        {editedParts.map((part) => (
          <EditCard
            key={part.id}
            part={part}
            current={current}
            institution={institution}
            hasScope={hasScope}
            isOpenAtFirst={editing === part.id}
            send={send}
            reload={reload}
          />
        ))}
      </div>
    </>
  )
}
