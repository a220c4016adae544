import { DirectoryUnavailableMessage } from '@/components/message-page/directory-unavailable-message'
import { ProviderUnavailableMessage } from '@/components/message-page/provider-unavailable-message'
import { isAppError } from '@/lib/errors'

/** The page for a failure that has words of its own; any other goes on to the error boundary. */
export function PageProblem({ error, retryHref }: { error: unknown; retryHref: string }) {
  if (isAppError(error, 'directory_unavailable')) {
    return <DirectoryUnavailableMessage retryHref={retryHref} />
  }
  if (isAppError(error, 'provider_unavailable')) {
    return <ProviderUnavailableMessage retryHref={retryHref} />
  }
  throw error
}
