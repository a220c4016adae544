import { ChevronDown, House, LogOut, UserRound, WalletCards } from 'lucide-react'
import type { ReactNode } from 'react'
import { initialsOf } from '@/components/ui/initials'
import type { SessionView } from '@/lib/http/session-view'
import { MenuPopover } from './menu-popover'

const entryLook =
  'flex min-h-10 w-full cursor-pointer items-center gap-3 rounded-control px-3 text-start transition-colors hover:bg-surface-hover'

interface UserMenuProps {
  user: SessionView['user']
  /** Home of the current institution, where the navigation has no room for it. */
  home: string | null
}

/**
 * Who is signed in, and the way out. A native popover: it opens, closes on Escape and returns
 * focus without JavaScript. Signing out is a form, since it changes something.
 */
export function UserMenu({ user, home }: UserMenuProps) {
  return (
    <div className="shrink-0 max-md:ms-auto print:hidden">
      <button
        type="button"
        popoverTarget="user-menu"
        className="flex min-h-9 cursor-pointer items-center gap-2 rounded-control py-0.5 ps-1 pe-1 transition-colors hover:bg-header-raised md:pe-2"
      >
        <span
          aria-hidden="true"
          className="inline-flex size-8 items-center justify-center rounded-full border border-on-header-muted bg-header-raised font-semibold text-caption"
        >
          {initialsOf(user.name || user.username)}
        </span>
        <span className="sr-only">Your menu, {user.name}</span>
        <ChevronDown aria-hidden="true" className="size-4 text-on-header-muted max-sm:hidden" />
      </button>
      <MenuPopover id="user-menu">
        <div className="border-border border-b px-3 pt-2 pb-3">
          <p className="wrap-anywhere font-semibold">{user.name}</p>
          <p className="wrap-anywhere text-small text-text-muted">{user.username}</p>
        </div>
        <ul className="pt-1.5">
          {home ? (
            <>
              <li className="md:hidden">
                <MenuLink href={home} icon={<House aria-hidden="true" className="size-4" />}>
                  Home
                </MenuLink>
              </li>
              <li className="md:hidden">
                <MenuLink
                  href={`${home}/accounts`}
                  icon={<WalletCards aria-hidden="true" className="size-4" />}
                >
                  Accounts
                </MenuLink>
              </li>
            </>
          ) : null}
          <li>
            <MenuLink href="/profile" icon={<UserRound aria-hidden="true" className="size-4" />}>
              Profile
            </MenuLink>
          </li>
          <li>
            <form method="post" action="/api/oidc/logout">
              <button type="submit" className={entryLook}>
                <LogOut aria-hidden="true" className="size-4" />
                Sign out
              </button>
            </form>
          </li>
        </ul>
      </MenuPopover>
    </div>
  )
}

function MenuLink({
  href,
  icon,
  children,
}: {
  href: string
  icon: ReactNode
  children: ReactNode
}) {
  return (
    <a href={href} className={entryLook}>
      {icon}
      {children}
    </a>
  )
}
