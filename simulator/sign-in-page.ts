import { type Html, html } from './html.ts'
import { createPage, type Page } from './page.ts'
import { type Person, people } from './people.ts'

/** What the sign-in page shows besides its fixed parts. */
export interface SignInView {
  application: string
  /** Prefills the Email field: the `login_hint`, or what was typed before. */
  email: string
  /** Why the last try failed. */
  problem?: string | undefined
}

/** The sign-in page. Works without JavaScript; every practice person is one click away. */
export function createSignInPage({ application, email, problem }: SignInView): Page {
  return createPage(
    problem === undefined ? 'Sign in' : 'Error: Sign in',
    html`
<div class="card">
  <h1>Sign in</h1>
  <p class="muted">to go on to ${application}</p>
  <p class="note"><strong>Practice sign-in.</strong> Any password is accepted, and nobody here is real.</p>
  <form method="post" novalidate>
    <label for="email">Email</label>
    <input id="email" name="email" type="email" autocomplete="username" spellcheck="false" value="${email}" ${describedBy(problem)}>
    ${problem === undefined ? undefined : html`<p class="error" id="problem" role="alert">${problem}</p>`}
    <label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password">
    <div class="actions">
      <button class="primary" type="submit">Sign in</button>
      <button type="submit" name="action" value="cancel">Cancel</button>
    </div>
  </form>
</div>
<section class="card">
  <h2>Practice people</h2>
  <p class="muted">Choose one to continue without typing.</p>
  <form method="post">
    <ul class="people">${people.map(personButton)}</ul>
  </form>
</section>`,
  )
}

function describedBy(problem: string | undefined): Html {
  return problem === undefined ? html`` : html`aria-invalid="true" aria-describedby="problem"`
}

function personButton({ email, name, shows }: Person): Html {
  return html`
<li><button type="submit" name="email" value="${email}"><span><strong>${name}</strong>${email}</span> <span class="muted">${shows}</span></button></li>`
}
