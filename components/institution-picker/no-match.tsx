import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

/** Nothing was found, and what to do about it. */
export function NoMatch({ query, onClear }: { query: string; onClear: () => void }) {
  return (
    <EmptyState
      title={`No institutions match "${query}".`}
      actions={<Button onClick={onClear}>Clear search</Button>}
    >
      Check the spelling, or search by ID or routing number. Missing one? Ask your administrator for
      access.
    </EmptyState>
  )
}
