import { DirectoryUnavailableMessage } from '@/components/message-page/directory-unavailable-message'
import { InstitutionNotAvailableMessage } from '@/components/message-page/institution-not-available-message'
import { ProviderUnavailableMessage } from '@/components/message-page/provider-unavailable-message'
import { StoreUnavailableMessage } from '@/components/message-page/store-unavailable-message'
import { type ErrorCode, isAppError } from '@/lib/errors'

/** The provider cannot renew the access, or its answer was not acceptable; both may pass. */
const notRenewable: ReadonlySet<ErrorCode> = new Set([
  'provider_unavailable',
  'provider_error',
  'response_rejected',
  'institution_mismatch',
])

/** The page for a failure that has words of its own; any other goes on to the error boundary. */
export function PageProblem({ error, retryHref }: { error: unknown; retryHref: string }) {
  if (isAppError(error, 'not_found')) return <InstitutionNotAvailableMessage />
  if (isAppError(error, 'directory_unavailable')) {
    const { retryAfterSeconds } = error.facts
    return (
      <DirectoryUnavailableMessage
        retryHref={retryHref}
        retryAfterSeconds={typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined}
      />
    )
  }
  if (isAppError(error, 'store_unavailable')) {
    return <StoreUnavailableMessage retryHref={retryHref} />
  }
  if (isAppError(error) && notRenewable.has(error.code)) {
    return <ProviderUnavailableMessage retryHref={retryHref} />
  }
  throw error
}
