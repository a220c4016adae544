import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import { readBody, sendPage } from './http.ts'
import { findPersonByEmail } from './people.ts'
import { createErrorPage } from './provider-pages.ts'
import { createSignInPage } from './sign-in-page.ts'

/** Shows the sign-in page, and on its form completes or cancels the interaction. */
export async function answerSignIn(
  req: IncomingMessage,
  res: ServerResponse,
  provider: Provider,
): Promise<void> {
  const interaction = await findInteraction(req, res, provider)
  if (interaction === undefined) {
    // The wording that users of the real provider report.
    const page = createErrorPage('invalid_request', 'authorization request has expired')
    return sendPage(res, 400, page)
  }
  const client = await provider.Client.find(String(interaction.params.client_id))
  const application = client?.clientName ?? 'the application'
  if (req.method !== 'POST') {
    const { login_hint: hint } = interaction.params
    const email = typeof hint === 'string' ? hint : ''
    return sendPage(res, 200, createSignInPage({ application, email }))
  }

  const form = new URLSearchParams(await readBody(req))
  if (form.get('action') === 'cancel') {
    const error_description = 'the person cancelled the sign-in'
    return provider.interactionFinished(req, res, { error: 'access_denied', error_description })
  }
  const email = form.get('email') ?? ''
  const person = findPersonByEmail(email)
  if (person === undefined) {
    const problem = email.trim() === '' ? 'Enter an email address.' : unknownPerson
    return sendPage(res, 200, createSignInPage({ application, email, problem }))
  }
  const login = { accountId: person.sub, remember: true }
  return provider.interactionFinished(req, res, { login })
}

const unknownPerson = 'Nobody here has that address. Use one of the practice people below.'

async function findInteraction(req: IncomingMessage, res: ServerResponse, provider: Provider) {
  try {
    return await provider.interactionDetails(req, res)
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}
