import type { Account } from '@/components/accounts/account'
import { typeNames } from '@/components/accounts/account-words'
import { formatDay } from '@/components/accounts/format-day'
import { LocalTime } from '@/components/session/local-time'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'

/** What an account is, and nobody changes here. */
export function AccountCard({ account }: { account: Account }) {
  const { accountId, accountNumber, maskedNumber, type, openedOn, changedAt } = account
  return (
    <Card id="account" title="Account">
      <DescriptionList>
        {accountNumber === null ? (
          <DescriptionRow term="Number">
            <span className="font-mono">{maskedNumber}</span>{' '}
            <span className="text-text-muted">(your role doesn't include the rest)</span>
          </DescriptionRow>
        ) : (
          <DescriptionRow term="Number" mono copyValue={accountNumber}>
            {accountNumber}
          </DescriptionRow>
        )}
        <DescriptionRow term="Type">{typeNames[type]}</DescriptionRow>
        <DescriptionRow term="Opened">{formatDay(openedOn)}</DescriptionRow>
        <DescriptionRow term="Account ID" mono copyValue={accountId}>
          {accountId}
        </DescriptionRow>
        <DescriptionRow term="Last changed">
          <LocalTime iso={changedAt} />
        </DescriptionRow>
      </DescriptionList>
    </Card>
  )
}
