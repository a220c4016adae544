import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { browserBarColor, productName } from '@/components/brand/brand'
import { findTheme } from '@/lib/http/theme'
import './globals.css'

/** Pages give their own title, the institution first, so that tabs can be told apart. */
export const metadata: Metadata = {
  title: { default: productName, template: `%s · ${productName}` },
  description: 'Sign in, choose an institution, and work there.',
  robots: { index: false, follow: false },
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await findTheme()
  return {
    width: 'device-width',
    initialScale: 1,
    colorScheme: theme === 'system' ? 'light dark' : theme,
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: browserBarColor.light },
            { media: '(prefers-color-scheme: dark)', color: browserBarColor.dark },
          ]
        : browserBarColor[theme],
  }
}

/**
 * The document around every page. It has no client providers: the sign-in page needs none. A theme that
 * somebody chose is in it from the first byte, so nothing flashes.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await findTheme()
  return (
    <html lang="en-US" data-theme={theme === 'system' ? undefined : theme}>
      <body className="min-h-dvh font-sans antialiased">{children}</body>
    </html>
  )
}
