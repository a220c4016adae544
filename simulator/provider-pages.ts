import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { html, trusted } from './html.ts'
import { createPage, type Page } from './page.ts'

/** An error that cannot be sent back to an application, with its OAuth code. */
export function createErrorPage(code: string, description: string): Page {
  return createPage(
    'This did not work',
    html`
<div class="card">
  <h1>This did not work</h1>
  <p>Go back to the application and start again.</p>
  <dl><dt>Error</dt><dd><code>${code}</code></dd><dt>Reason</dt><dd>${description}</dd></dl>
</div>`,
  )
}

/** oidc-provider's errors, as a page of ours. */
export function renderError(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  send(ctx, createErrorPage(out.error, out.error_description ?? 'No reason was given.'))
}

/** Asks before the provider's session ends, as documented. The form carries the CSRF token. */
export function renderSignOut(ctx: KoaContextWithOIDC, form: string): void {
  send(
    ctx,
    createPage(
      'Sign out',
      html`
<div class="card">
  <h1>Sign out of Jack Henry Identity?</h1>
  <p>You have left the application. Other products you are signed in to stay signed in either way.</p>
  ${trusted(form)}
  <div class="actions">
    <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes">Sign out</button>
    <button type="submit" form="op.logoutForm">Stay signed in</button>
  </div>
</div>`,
    ),
  )
}

/** Where signing out ends when the application gave no address to return to. */
export async function renderSignedOut(ctx: KoaContextWithOIDC): Promise<void> {
  // "Stay signed in" ends here as well, so look rather than assume.
  const { accountId } = await ctx.oidc.provider.Session.get(ctx)
  const title = accountId === undefined ? 'You are signed out' : 'You are still signed in'
  send(
    ctx,
    createPage(
      title,
      html`<div class="card"><h1>${title}</h1><p>You may close this page.</p></div>`,
    ),
  )
}

function send(ctx: KoaContextWithOIDC, page: Page): void {
  for (const [name, value] of Object.entries(page.headers)) ctx.response.set(name, value)
  ctx.body = page.markup
}
