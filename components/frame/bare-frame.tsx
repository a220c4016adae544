import type { ReactNode } from 'react'
import { productName, productTagline } from '@/components/brand/brand'
import { Logo } from '@/components/brand/logo'
import { AppFooter } from './app-footer'
import { PracticeBanner } from './practice-banner'

interface BareFrameProps {
  practice?: boolean
  /** Which build is running. */
  build?: string
  children: ReactNode
}

/** The frame of pages for people who are not signed in: the product's name over one panel. */
export function BareFrame({ practice = false, build, children }: BareFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      {practice ? <PracticeBanner /> : null}
      <main
        id="content"
        className="relative isolate flex w-full grow flex-col items-center px-gutter pt-brow pb-12"
      >
        <div
          aria-hidden="true"
          className="absolute inset-x-0 top-0 -z-10 h-brow-band border-header-border border-b bg-header forced-colors:hidden print:hidden"
        />
        <div className="mb-7 flex items-center gap-3 text-on-header print:text-text">
          <Logo className="size-10" />
          <div>
            <p className="font-semibold text-heading tracking-tight">{productName}</p>
            <p className="text-on-header-muted text-small print:text-text-muted">
              {productTagline}
            </p>
          </div>
        </div>
        {children}
      </main>
      <AppFooter build={build} />
    </div>
  )
}
