import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { browserBarColor, productName } from '@/components/brand/brand'
import './globals.css'

/** Pages give their own title, the institution first, so that tabs can be told apart. */
export const metadata: Metadata = {
  title: { default: productName, template: `%s · ${productName}` },
  description: 'Sign in, choose an institution, and work there.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: browserBarColor.light },
    { media: '(prefers-color-scheme: dark)', color: browserBarColor.dark },
  ],
}

/** The document around every page. It has no client providers: the sign-in page needs none. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-US">
      <body className="min-h-dvh font-sans antialiased">{children}</body>
    </html>
  )
}
