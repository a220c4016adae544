import { InstitutionSwitcher } from '@/components/institution-switcher/institution-switcher'
import { InitialsTile } from '@/components/ui/initials-tile'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import type { Institution } from '@/lib/institutions/institution'

interface HeaderInstitutionProps {
  institution: Institution | null
  institutionTotal: number | undefined
  /** The page is the list itself. */
  isList: boolean
}

/**
 * Says where the person works, at every width. It is a control only where there is something else to
 * choose, and not on the page that is the list.
 */
export function HeaderInstitution({
  institution,
  institutionTotal,
  isList,
}: HeaderInstitutionProps) {
  const canChoose = !isList && institutionTotal !== 1 && institutionTotal !== 0
  const label = institution ? (
    <>
      <span className="flex max-xs:hidden">
        <InitialsTile id={institution.institutionId} name={institution.name} size="small" />
      </span>
      <span className="min-w-0 font-semibold max-sm:text-small">
        <MiddleTruncate text={institution.name} />
      </span>
    </>
  ) : (
    <span className="text-on-header-muted text-small leading-tight">No institution selected</span>
  )
  return (
    <div className="flex min-w-0 grow items-center gap-2 border-header-raised border-s ps-2.5 sm:gap-2.5 sm:ps-4 md:min-w-40 md:shrink-1000 md:grow-0 print:hidden">
      {canChoose ? (
        <InstitutionSwitcher
          current={
            institution && { institutionId: institution.institutionId, name: institution.name }
          }
        >
          {label}
        </InstitutionSwitcher>
      ) : (
        <>
          {institution ? <span className="sr-only">Institution: </span> : null}
          {label}
        </>
      )}
    </div>
  )
}
