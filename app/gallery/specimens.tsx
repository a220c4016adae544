import { AccountsResult } from '@/components/institution-home/accounts-result'
import { PermissionsCard } from '@/components/institution-home/permissions-card'
import { InstitutionList } from '@/components/institution-picker/institution-list'
import { InstitutionListSkeleton } from '@/components/institution-picker/institution-list-skeleton'
import { PartialListNote } from '@/components/institution-picker/list-notes'
import { PageErrorAlert } from '@/components/sign-in/page-error-alert'
import { pageErrorMessages } from '@/components/sign-in/page-error-messages'
import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { HighlightedText } from '@/components/ui/highlighted-text'
import { InitialsTile } from '@/components/ui/initials-tile'
import { PageHeader } from '@/components/ui/page-header'
import { ReferenceLine } from '@/components/ui/reference-line'
import { ShownCount } from '@/components/ui/shown-count'
import { BadgeSpecimens, ButtonSpecimens, FieldSpecimens } from './control-specimens'
import { groupFullPages } from './full-pages'
import { createAccounts, createInstitutionPage } from './made-up-data'
import { ProblemSpecimens } from './problem-specimens'
import { Specimen, toAnchor } from './specimen'
import { ColorSpecimens, TypeSpecimens } from './token-specimens'

const { institutions } = createInstitutionPage({ shown: 5, total: 5 })

const specimens = {
  Colors: <ColorSpecimens />,
  Type: <TypeSpecimens />,
  Buttons: <ButtonSpecimens />,
  Fields: <FieldSpecimens />,
  'Badges and tiles': <BadgeSpecimens />,
  Alerts: (
    <>
      <Alert tone="info" title="Information">
        The list was updated a minute ago.
      </Alert>
      <Alert tone="success" title="Saved" />
      <Alert tone="warning">You no longer have access to Cedar Valley.</Alert>
      <Alert tone="danger" title="With controls" actions={<Button size="small">Try again</Button>}>
        <ReferenceLine reference="req_01JD3V9M2K" />
      </Alert>
      <PartialListNote loaded={1150} query="" />
    </>
  ),
  'Titles and details': (
    <>
      <PageHeader
        title="Cedar Valley Federal Credit Union"
        lead="Cedar Falls, IA · Routing 101205681"
        before={<InitialsTile id="inst-1000" name="Cedar Valley" size="large" />}
        actions={<Button>An action</Button>}
      />
      <DescriptionList>
        <DescriptionRow term="Name">
          <HighlightedText text="Peña Blanca Federal Credit Union" query="pena cred" />
        </DescriptionRow>
        <DescriptionRow term="Institution ID" copyValue="inst-1007" mono>
          inst-1007
        </DescriptionRow>
      </DescriptionList>
    </>
  ),
  'Rows of institutions': (
    <>
      <InstitutionList
        title="Found"
        institutions={institutions}
        query="bank 1012"
        repeatedNames={new Set(['first national bank'])}
        pinnedIds={new Set(['inst-1001'])}
      />
      <InstitutionList
        title="Without pins"
        institutions={institutions.slice(0, 2)}
        query=""
        repeatedNames={new Set()}
        pinnedIds={null}
      />
      <ShownCount shown={50} total={1204} />
    </>
  ),
  'Waiting and nothing': (
    <>
      <InstitutionListSkeleton />
      <EmptyState title={'No institutions match "cedr".'} actions={<Button>Clear search</Button>}>
        Check the spelling, or search by ID or routing number.
      </EmptyState>
    </>
  ),
  Accounts: (
    <>
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
    </>
  ),
  Permissions: <PermissionsCard granted={[]} requested={['openid']} />,
  'Why a sign-in failed': (
    <>
      {Object.keys(pageErrorMessages).map((code) => (
        <PageErrorAlert key={code} code={code} />
      ))}
      <PageErrorAlert code="<made-up>" />
    </>
  ),
  'Why a request failed': <ProblemSpecimens />,
}

/** Whole pages first, by links; then the parts, one under the other. */
export function Specimens() {
  return (
    <main className="mx-auto flex max-w-5xl flex-col gap-12 px-gutter py-8">
      <div>
        <PageHeader title="Gallery" lead="Every component in every state, with made-up data." />
        <nav aria-label="Parts">
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-small">
            {['Whole pages', ...Object.keys(specimens)].map((title) => (
              <li key={title}>
                <a
                  href={`#${toAnchor(title)}`}
                  className="inline-link inline-flex min-h-6 items-center"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <Specimen title="Whole pages">
        <DescriptionList>
          {groupFullPages().map(([title, names]) => (
            <DescriptionRow key={title} term={title}>
              <span className="flex flex-wrap gap-x-4 gap-y-1">
                {names.map((name) => (
                  <a key={name} href={`/gallery?show=${name}`} className="inline-link min-h-6">
                    {name}
                  </a>
                ))}
              </span>
            </DescriptionRow>
          ))}
        </DescriptionList>
      </Specimen>
      {Object.entries(specimens).map(([title, content]) => (
        <Specimen key={title} title={title}>
          {content}
        </Specimen>
      ))}
    </main>
  )
}
