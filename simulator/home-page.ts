import { html } from './html.ts'
import { createPage, type Page } from './page.ts'
import { people } from './people.ts'

/** What somebody sees who opens the simulator's address in a browser. */
export function createHomePage(issuer: string, appUrl: string): Page {
  const discovery = `${issuer}/.well-known/openid-configuration`
  const rows = people.map(({ email, shows }) => html`<dt>${email}</dt><dd>${shows}</dd>`)
  return createPage(
    'Simulator of Jack Henry Identity',
    html`
<div class="card">
  <h1>The simulator is running</h1>
  <p>It signs practice people in to the application at <a href="${appUrl}">${appUrl}</a>.</p>
  <dl><dt>Issuer</dt><dd><code>${issuer}</code></dd><dt>Metadata</dt><dd><a href="${discovery}">openid-configuration</a></dd></dl>
</div>
<section class="card">
  <h2>Practice people</h2>
  <p class="muted">Any password is accepted.</p>
  <dl>${rows}</dl>
</section>`,
  )
}
