'use client'

import { PageHeader } from '@/components/ui/page-header'
import type { Institution } from '@/lib/institutions/institution'
import { AccountsList } from './accounts-list'
import { useAccountsLook } from './use-accounts-look'

interface AccountsPageProps {
  institution: Pick<Institution, 'institutionId' | 'name'>
  /** The person's id at the provider. */
  subject: string
}

/** The accounts of an institution, searched, sorted and paged by the address. */
export function AccountsPage({ institution, subject }: AccountsPageProps) {
  const [look, changeLook] = useAccountsLook(institution.institutionId)
  return (
    <>
      <PageHeader title="Accounts" lead={institution.name} />
      <AccountsList
        institution={institution}
        subject={subject}
        look={look}
        onChangeLook={changeLook}
      />
    </>
  )
}
