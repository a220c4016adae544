import clsx from 'clsx'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'

interface SortButtonProps {
  /** The order of the rows now, where this column decides it. */
  sorted: 'ascending' | 'descending' | undefined
  onSort: () => void
  /** As the column's. */
  align?: 'start' | 'end'
  children: ReactNode
}

/** The header of a column that can be sorted by. The arrow is decoration: `aria-sort` of the cell says it. */
export function SortButton({ sorted, onSort, align = 'start', children }: SortButtonProps) {
  const Arrow = sorted === undefined ? ChevronsUpDown : sorted === 'ascending' ? ArrowUp : ArrowDown
  return (
    <button
      type="button"
      onClick={onSort}
      className={clsx(
        '-mx-3 -my-2 inline-flex min-h-9 cursor-pointer items-center gap-1 px-3 py-2 align-middle -outline-offset-2 hover:text-text',
        align === 'end' && 'flex-row-reverse',
        sorted && 'text-text',
      )}
    >
      {children}
      <Arrow
        aria-hidden="true"
        className={clsx('size-3.5 shrink-0 print:hidden', sorted === undefined && 'opacity-60')}
      />
    </button>
  )
}
