import { Skeleton } from '@/components/ui/skeleton'

const rows = Array.from({ length: 12 }, (_, row) => row)

/** A table's worth of rows of the final height, so that nothing moves when the real ones come. */
export function AccountsSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="overflow-hidden rounded-control border border-border bg-surface-raised noscript:hidden"
    >
      <div className="h-9 bg-surface-sunken" />
      {rows.map((row) => (
        <div
          key={row}
          className="flex min-h-9 items-center justify-between gap-6 border-border border-t px-3 max-sm:min-h-16"
        >
          <Skeleton className="h-3 w-2/5" />
          <Skeleton className="h-3 w-1/5 max-sm:hidden" />
          <Skeleton className="h-3 w-20" />
        </div>
      ))}
    </div>
  )
}
