import type { ReactNode } from 'react'
import { AccountsResult } from '@/components/institution-home/accounts-result'
import { PermissionsCard } from '@/components/institution-home/permissions-card'
import { InstitutionListSkeleton } from '@/components/institution-picker/institution-list-skeleton'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { pageErrorMessages } from '@/components/sign-in/page-error-messages'
import { Alert } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { HighlightedText } from '@/components/ui/highlighted-text'
import { InitialsTile } from '@/components/ui/initials-tile'
import { PageHeader } from '@/components/ui/page-header'
import { SearchField } from '@/components/ui/search-field'
import { fullPages } from './full-pages'
import { createAccounts, createInstitution } from './made-up-data'
import { ProblemSpecimens } from './problem-specimens'

const tiles = Array.from({ length: 12 }, (_, number) => createInstitution(number))

/** The parts, one under the other, and links to the whole pages. */
export function Specimens() {
  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-10 px-gutter py-8">
      <PageHeader title="Gallery" lead="Every component, with made-up data." />
      <Specimen title="Whole pages">
        <ul className="flex flex-wrap gap-x-4 gap-y-2">
          {Object.keys(fullPages).map((name) => (
            <li key={name}>
              <a href={`/gallery?show=${name}`} className="inline-link inline-block min-h-6">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen title="Buttons">
        <div className="flex flex-wrap gap-3">
          <Button variant="primary">Primary</Button>
          <Button>Secondary</Button>
          <Button variant="quiet">Quiet</Button>
          <Button variant="danger">Danger</Button>
          <Button size="small">Small</Button>
          <Button disabled>Disabled</Button>
          <CopyButton value="copied" what="details" />
        </div>
      </Specimen>
      <Specimen title="Badges and tiles">
        <div className="flex flex-wrap items-center gap-2">
          <Badge>Neutral</Badge>
          <Badge tone="accent">Current</Badge>
          <Badge tone="success">200 OK</Badge>
          <Badge tone="warning">UAT</Badge>
          <Badge tone="danger">Failed</Badge>
          {tiles.map(({ institutionId, name }) => (
            <InitialsTile key={institutionId} id={institutionId} name={name} />
          ))}
        </div>
      </Specimen>
      <Specimen title="Alerts">
        <Alert tone="info" title="Information">
          The list was updated a minute ago.
        </Alert>
        <Alert tone="success" title="Saved" />
        <Alert tone="warning">You no longer have access to Cedar Valley.</Alert>
        {Object.keys(pageErrorMessages).map((code) => (
          <PageErrorAlert key={code} code={code} />
        ))}
        <PageErrorAlert code="<made-up>" />
      </Specimen>
      <Specimen title="Fields and lists">
        <SearchField id="gallery-search" label="Search" hint="Name, city or ID" />
        <DescriptionList>
          <DescriptionRow term="Name">
            <HighlightedText text="Peña Blanca Federal Credit Union" query="pena cred" />
          </DescriptionRow>
          <DescriptionRow term="Institution ID" copyValue="inst-1007" mono>
            inst-1007
          </DescriptionRow>
        </DescriptionList>
      </Specimen>
      <Specimen title="Waiting and nothing">
        <InstitutionListSkeleton />
        <EmptyState title={'No institutions match "cedr".'} actions={<Button>Clear search</Button>}>
          Check the spelling, or search by ID or routing number.
        </EmptyState>
      </Specimen>
      <Specimen title="Accounts">
        <AccountsResult
          result={{
            accounts: createAccounts(14),
            total: 14,
            status: 200,
            durationMs: 84,
            requestId: 'req_01JD3V9M2K',
          }}
        />
        <AccountsResult
          result={{ accounts: [], total: 0, status: 200, durationMs: 12, requestId: undefined }}
        />
      </Specimen>
      <Specimen title="Problems">
        <ProblemSpecimens />
      </Specimen>
      <PermissionsCard granted={[]} requested={['openid']} />
    </main>
  )
}

function Specimen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="border-border border-b pb-1 font-semibold text-heading">{title}</h2>
      {children}
    </section>
  )
}
