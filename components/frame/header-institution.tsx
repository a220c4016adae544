import { ArrowLeftRight } from 'lucide-react'
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
 * Says where the person works, at every width. The place for a switcher: until there is one,
 * "Switch" leads to the list.
 */
export function HeaderInstitution({
  institution,
  institutionTotal,
  isList,
}: HeaderInstitutionProps) {
  const canChoose = institution ? institutionTotal !== 1 : !isList
  const verb = institution ? 'Switch' : 'Choose'
  return (
    <div className="flex min-w-0 grow items-center gap-2 border-header-raised border-s ps-2.5 sm:gap-2.5 sm:ps-4 md:grow-0">
      {institution ? (
        <>
          <span className="flex max-xs:hidden">
            <InitialsTile id={institution.institutionId} name={institution.name} size="small" />
          </span>
          <div className="min-w-0 font-semibold max-sm:text-small">
            <span className="sr-only">Institution: </span>
            <MiddleTruncate text={institution.name} />
          </div>
        </>
      ) : (
        <span className="truncate text-on-header-muted text-small">No institution selected</span>
      )}
      {canChoose ? (
        <a
          href="/institutions"
          aria-label={`${verb} institution`}
          title={`${verb} institution`}
          className="inline-flex min-h-8 min-w-8 shrink-0 items-center justify-center gap-1.5 rounded-control border border-on-header-muted font-medium text-caption transition-colors hover:bg-header-raised sm:px-2.5 print:hidden"
        >
          <ArrowLeftRight aria-hidden="true" className="size-3.5" />
          <span className="max-sm:sr-only">{verb}</span>
        </a>
      ) : null}
    </div>
  )
}
