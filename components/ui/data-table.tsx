import clsx from 'clsx'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode, Ref } from 'react'

/** The order that a header offers; `direction` is that of the rows now, null while another column decides. */
export interface ColumnSort {
  readonly direction: 'ascending' | 'descending' | null
  readonly onSort: () => void
}

/** One column: its header and how a row fills it. The first column names the row. */
export interface DataColumn<Row> {
  header: string
  cell: (row: Row) => ReactNode
  /** Numbers go to the end, so that digits line up. */
  align?: 'start' | 'end'
  /** Left out on narrow screens, where the other columns matter more. */
  wideOnly?: boolean
  /** Left out on all but wide screens. */
  widestOnly?: boolean
  /** Makes a button of the header. */
  sort?: ColumnSort | undefined
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
                aria-sort={column.sort?.direction ?? undefined}
                className={clsx('whitespace-nowrap px-3 py-2 font-medium', cellLook(column))}
              >
                {column.sort ? (
                  <SortButton align={column.align} {...column.sort}>
                    {column.header}
                  </SortButton>
                ) : (
                  column.header
                )}
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

/** Fills its header cell. The arrow is decoration: `aria-sort` says it. */
function SortButton({
  direction,
  onSort,
  align,
  children,
}: ColumnSort & { align: 'start' | 'end' | undefined; children: ReactNode }) {
  const Arrow =
    direction === null ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={onSort}
      className={clsx(
        '-mx-3 -my-2 inline-flex min-h-9 align-middle cursor-pointer items-center gap-1 px-3 py-2 -outline-offset-2 hover:text-text',
        align === 'end' && 'flex-row-reverse',
        direction !== null && 'text-text',
      )}
    >
      {children}
      <Arrow
        aria-hidden="true"
        className={clsx('size-3.5 shrink-0 print:hidden', direction === null && 'opacity-60')}
      />
    </button>
  )
}

function cellLook<Row>({ align, wideOnly, widestOnly }: DataColumn<Row>): string {
  return clsx(
    align === 'end' ? 'whitespace-nowrap text-end tabular-nums' : 'text-start',
    wideOnly && 'max-sm:hidden print:table-cell',
    widestOnly && 'max-lg:hidden print:table-cell',
  )
}
