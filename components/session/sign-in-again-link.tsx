'use client'

import type { ComponentProps } from 'react'
import { signInAgainHref } from './leave-page'

/** Leads through a sign-in and back here: to the address as it is at the click, not as it was. */
export function SignInAgainLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  return (
    <a
      href={href}
      onClick={({ currentTarget }) => {
        currentTarget.href = signInAgainHref()
      }}
      {...rest}
    />
  )
}
