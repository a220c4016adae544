import { randomBytes } from 'node:crypto'
import { type Html, html, trusted } from './html.ts'
import { stylesheet } from './stylesheet.ts'

/** A whole page with the headers it has to be sent with. */
export interface Page {
  readonly markup: string
  readonly headers: Readonly<Record<string, string>>
}

/** Puts content into the simulator's frame. */
export function createPage(title: string, content: Html): Page {
  const nonce = randomBytes(16).toString('base64')
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${trusted(stylesheet)}</style>
</head>
<body>
<header class="banner"><strong>Simulator</strong> of Jack Henry Identity, for practice on this machine</header>
<main>${content}</main>
</body>
</html>
`
  return { markup, headers: headersWith(nonce) }
}

// No form-action: browsers apply it to the redirects that follow a form as well, and signing in
// ends with one to the application. Nothing on these pages comes from elsewhere unescaped.
function headersWith(nonce: string): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'nonce-${nonce}'`,
      'img-src data:',
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
  }
}
