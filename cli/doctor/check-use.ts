import type { Config } from '@/lib/config/parse-config'
import type { ExternalApplications } from '@/lib/external-applications/external-applications'
import { type CheckLine, warning } from './check-line'

/** Whether anything is proved with the keys that are there. */
export function checkUse(
  { clientAuthentication: { method }, clientKeysFile }: Config,
  applications: ExternalApplications | null,
): CheckLine[] {
  if (clientKeysFile === null || applications === null) return []
  // An application with a key can always get service tokens, whether or not it is asked to.
  const isUsed = [null, ...applications.institutionIds()].some(
    (institutionId) => applications.forService(institutionId) !== null,
  )
  if (isUsed) return []
  return [
    warning(
      'client keys',
      `JHI_CLIENT_KEYS is set, and nothing uses it: JHI_CLIENT_AUTH is ${method}`,
      'Set JHI_CLIENT_AUTH=private_key_jwt, or remove JHI_CLIENT_KEYS.',
    ),
  ]
}
