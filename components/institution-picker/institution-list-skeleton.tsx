import { Skeleton } from '@/components/ui/skeleton'

const rows = ['a', 'b', 'c', 'd', 'e', 'f']

/** Six rows of the final height, so that nothing moves when the real ones come. */
export function InstitutionListSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="divide-y divide-border rounded-card border border-border bg-surface-raised"
    >
      {rows.map((row) => (
        <div key={row} className="flex min-h-14 items-center gap-3.5 px-4 py-2.5">
          <Skeleton className="size-9 rounded-control" />
          <div className="grow space-y-2">
            <Skeleton className="h-3.5 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
