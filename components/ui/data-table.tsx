import clsx from 'clsx'
import type { ReactNode, Ref } from 'react'

/** One column: its header and how a row fills it. The first column names the row. */
export interface DataColumn<Row> {
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers go to the end, so that digits line up. */
  align?: 'start' | 'end'
  /** Left out on narrow screens, where the other columns matter more. */
  wideOnly?: boolean
  /** Left out on all but wide screens, and on paper. */
  widestOnly?: boolean
  /** Stands in place of the header's words, and has them: a button that sorts by the column. */
  headerControl?: ReactNode
  /** The rows stand in the order of this column. */
  sorted?: 'ascending' | 'descending' | undefined
}

interface DataTableProps<Row> {
  /** Says what the table holds; read by screen readers, not shown. */
  caption: string
  columns: readonly DataColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The region around the table, which takes the focus. */
  ref?: Ref<HTMLDivElement>
  /** The rows are those of before, and others are on their way. */
  isBusy?: boolean
}

/** A real table that scrolls sideways in its own, focusable region when it has to. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  ref,
  isBusy = false,
}: DataTableProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would need a heading of its own
    <div
      ref={ref}
      role="region"
      aria-label={caption}
      aria-busy={isBusy || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-control border border-border bg-surface-raised print:overflow-visible"
    >
      <table className="w-full border-collapse text-small">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-surface-sunken text-text-muted">
          <tr>
            {columns.map((column) => (
              <th
                key={column.header}
                scope="col"
                aria-sort={column.sorted}
                className={clsx('whitespace-nowrap px-3 py-2 font-medium', cellLook(column))}
              >
                {column.headerControl ?? column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          className={clsx(
            'divide-y divide-border transition-opacity',
            // What is there sooner would be a flicker.
            isBusy && 'opacity-60 delay-150',
          )}
        >
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-surface-hover">
              {columns.map((column, index) => {
                const look = clsx('px-3 py-2', cellLook(column))
                return index === 0 ? (
                  <th key={column.header} scope="row" className={clsx('font-medium', look)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.header} className={look}>
                    {column.cell(row)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function cellLook<Row>({ align, wideOnly, widestOnly }: DataColumn<Row>): string {
  return clsx(
    align === 'end' ? 'whitespace-nowrap text-end tabular-nums' : 'text-start',
    wideOnly && 'max-sm:hidden print:table-cell',
    widestOnly && 'max-lg:hidden',
  )
}
