import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button'
import { accountsHref } from './accounts-look'
import { type AnsweredLook, countPages, describeRange } from './describe-accounts'

interface AccountPagesProps {
  institutionId: string
  answered: AnsweredLook
  onPage: (page: number) => void
}

/** Which part of the list this is, and the ways to the parts beside it: real links, for other tabs too. */
export function AccountPages({ institutionId, answered, onPage }: AccountPagesProps) {
  const { look, total } = answered
  const linkTo = (page: number) =>
    page >= 1 && page <= countPages(total)
      ? {
          href: accountsHref(institutionId, { ...look, page }),
          onClick(event: MouseEvent) {
            if (!isPlainClick(event)) return
            event.preventDefault()
            onPage(page)
          },
        }
      : null
  return (
    <nav
      aria-label="Pages of accounts"
      className="flex flex-wrap items-center justify-between gap-3"
    >
      <p className="text-small text-text-muted tabular-nums">{describeRange(answered)}</p>
      {countPages(total) > 1 ? (
        <div className="flex gap-2">
          <PageLink link={linkTo(look.page - 1)}>
            <ChevronLeft aria-hidden="true" className="-ms-1 size-4" />
            Previous
          </PageLink>
          <PageLink link={linkTo(look.page + 1)}>
            Next
            <ChevronRight aria-hidden="true" className="-me-1 size-4" />
          </PageLink>
        </div>
      ) : null}
    </nav>
  )
}

interface PageLinkProps {
  /** Null at the end of the list: the link keeps its place, so that the other one does too. */
  link: { href: string; onClick: (event: MouseEvent) => void } | null
  children: ReactNode
}

function PageLink({ link, children }: PageLinkProps) {
  const look = buttonClass({ size: 'small' })
  return link ? (
    <a {...link} className={look}>
      {children}
    </a>
  ) : (
    // biome-ignore lint/a11y/useValidAnchor: a link that leads nowhere is how HTML writes one that is disabled
    <a role="link" aria-disabled="true" className={look}>
      {children}
    </a>
  )
}

/** Any other opens the address elsewhere, which is the browser's business. */
function isPlainClick({ button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean {
  return button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey
}
