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
        {isRequestable
          ? "You can't change this account yet: your role allows it, but this application has to ask Jack Henry Identity first. You come back here."
          : "You can't change this account: your role allows it, but Jack Henry Identity did not grant it when it was asked. Send this line to your support team:"}
      </p>
      <p className="mt-1 text-small text-text-muted">
        {words ? `${words}: ` : null}
        <code className="font-mono text-caption">{scope}</code>
      </p>
    </Alert>
  )
}
