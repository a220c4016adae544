'use client'

import { BrokenPage } from '@/components/message-page/broken-page'
import './globals.css'

/** Stands in for the whole document when even the root layout failed. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-US">
      <body className="min-h-dvh font-sans antialiased">
        <main>
          <BrokenPage reference={error.digest} />
        </main>
      </body>
    </html>
  )
}
