import { describeScope } from '@/components/institution/describe-scope'
import { openAgainHref } from '@/components/requests/renew-institution-access'
import { Alert } from '@/components/ui/alert'
import { ButtonLink } from '@/components/ui/button'

interface MissingScopeProps {
  scope: string
  institutionId: string
  /** Where the flow comes back to. */
  returnTo: string
  /** Whether asking for it may help: it is on the product's list, and was not asked for before. */
  isRequestable: boolean
}

/** The person may, but the application's access does not let them: what is missing, and the way to it. */
export function MissingScope({ scope, institutionId, returnTo, isRequestable }: MissingScopeProps) {
  const words = describeScope(scope)
  return (
    <Alert
      tone="info"
      title="Signed in, but this permission is missing"
      actions={
        isRequestable ? (
          <ButtonLink size="small" href={openAgainHref(institutionId, returnTo, scope)}>
            Ask for it
          </ButtonLink>
        ) : null
      }
    >
      <p>
        {words ? `${words}: ` : null}
        <code className="font-mono text-caption">{scope}</code>.{' '}
        {isRequestable
          ? 'Ask Jack Henry Identity for it to edit here; you come back to this account.'
          : 'It was asked for and not granted. Have it enabled for the External Application.'}
      </p>
    </Alert>
  )
}
