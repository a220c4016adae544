import 'server-only'
import { getAuthContext } from '@/lib/auth/auth-context'
import { checkReadiness } from '@/lib/auth/check-readiness'

/** Whether a sign-in could start now: the provider's metadata is known or can be had. */
export async function isProviderAvailable(): Promise<boolean> {
  const { checks } = await checkReadiness(getAuthContext())
  return checks.providerMetadata === 'ok'
}
