import type { Ref } from 'react'
import { nameKey } from '@/components/institution/find-repeated-names'
import type { Institution } from '@/lib/institutions/institution'
import { InstitutionRow } from './institution-row'

interface InstitutionListProps {
  institutions: readonly Institution[]
  query: string
  /** Names that more than one institution has. */
  repeatedNames: ReadonlySet<string>
  /** Null where nothing can be pinned. */
  pinnedIds: ReadonlySet<string> | null
  /** Stands above the list; without it the list has no heading. */
  title?: string
  ref?: Ref<HTMLUListElement>
}

/** Rows under one another. */
export function InstitutionList({
  institutions,
  query,
  repeatedNames,
  pinnedIds,
  title,
  ref,
}: InstitutionListProps) {
  const titleId = title && `institutions-${title.toLowerCase().replaceAll(' ', '-')}`
  return (
    <div>
      {title ? (
        <h2 id={titleId} className="mb-1.5 font-semibold text-small text-text-muted">
          {title}
        </h2>
      ) : null}
      <ul
        ref={ref}
        aria-labelledby={titleId}
        className="divide-y divide-border overflow-clip rounded-card border border-border bg-surface-raised shadow-card"
      >
        {institutions.map((institution) => (
          <InstitutionRow
            key={institution.institutionId}
            institution={institution}
            query={query}
            showId={repeatedNames.has(nameKey(institution.name))}
            isPinned={pinnedIds?.has(institution.institutionId) ?? null}
          />
        ))}
      </ul>
    </div>
  )
}
