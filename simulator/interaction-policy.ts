import { errors, interactionPolicy } from 'oidc-provider'
import type { Entitlements } from './entitlements.ts'
import { requestedInstitution } from './requested-institution.ts'

const { Check, Prompt, base } = interactionPolicy

/**
 * Decides when a page is shown: only to sign in. Whether the person may work at the institution is
 * asked after that, because only then is it known who they are.
 */
export function createInteractionPolicy(entitlements: Entitlements) {
  const policy = base()
  policy.remove('consent')

  // `prompt=consent` has to stay a known value, since older clients send it with offline_access.
  const consent = new Prompt({ name: 'consent', requestable: true })
  consent.checks.clear()
  policy.add(consent)

  policy.add(
    new Prompt(
      { name: 'institution_access' },
      new Check('institution_access', 'the person may not work at the institution', (ctx) => {
        const institutionId = requestedInstitution(ctx)
        const { accountId } = ctx.oidc.session ?? {}
        if (accountId !== undefined && !entitlements.has(accountId, institutionId)) {
          throw new errors.AccessDenied('the person has no access to the requested institution')
        }
        return Check.NO_NEED_TO_PROMPT
      }),
    ),
  )
  return policy
}
