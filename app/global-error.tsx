'use client'

import { PageError } from '@/components/message-page/page-error'
import './globals.css'

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError(problem: Parameters<typeof PageError>[0]) {
  return (
    <html lang="en-US">
      <body className="min-h-dvh font-sans antialiased">
        <main className="px-gutter py-7">
          <PageError {...problem} />
        </main>
      </body>
    </html>
  )
}
