import { Alert } from '@/components/ui/alert'

interface DeveloperNoteProps {
  code: string
  oauthError: string | null
  facts: { appUrl: string; redirectUri: string; addressInUse: string | null }
}

/** What to look at when a client is misconfigured. Shown with hot reload alone. */
export function DeveloperNote({ code, oauthError, facts }: DeveloperNoteProps) {
  const variables = findVariables(code, oauthError)
  const { appUrl, redirectUri, addressInUse } = facts
  return (
    <Alert tone="info" title="For developers">
      {oauthError ? (
        <p>
          The provider answered <code className="font-mono text-small">{oauthError}</code>.
        </p>
      ) : null}
      {variables ? <p>Look at {variables}, then run npm run jhi -- doctor.</p> : null}
      <p>
        Redirect URI sent: <code className="font-mono text-small">{redirectUri}</code>, from
        APP_URL. The External Application must have it to the letter.
      </p>
      {addressInUse !== null && addressInUse !== appUrl ? (
        <p>
          You are at <code className="font-mono text-small">{addressInUse}</code>, which expects{' '}
          <code className="font-mono text-small">{`${addressInUse}/api/oidc/callback`}</code>. Open{' '}
          {appUrl} instead, or change APP_URL.
        </p>
      ) : null}
    </Alert>
  )
}

function findVariables(code: string, oauthError: string | null): string | null {
  switch (oauthError) {
    case 'invalid_client':
    case 'unauthorized_client':
      return 'JHI_CLIENT_ID, JHI_CLIENT_AUTH and JHI_CLIENT_SECRET or JHI_CLIENT_KEYS'
    case 'invalid_scope':
      return 'JHI_SCOPES'
  }
  switch (code) {
    case 'provider_unavailable':
      return 'JHI_ISSUER and JHI_DISCOVERY_URL'
    case 'institution_mismatch':
      return 'JHI_INSTITUTION_PARAM and JHI_INSTITUTION_CLAIM'
    case 'response_rejected':
      return "this machine's clock, JHI_ISSUER, and the log's check"
    default:
      return null
  }
}
