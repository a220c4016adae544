import 'server-only'
import { headers } from 'next/headers'
import { getConfig } from '@/lib/config/config'

/** What a developer compares when a sign-in fails; the words are the sign-in page's. */
export interface DeveloperFactsView {
  readonly appUrl: string
  readonly redirectUri: string
  /** The origin in the browser's address bar, as far as the request says. */
  readonly addressInUse: string | null
}

/** Null except with hot reload: in production nobody is told what is configured. */
export async function findDeveloperFacts(): Promise<DeveloperFactsView | null> {
  const host = (await headers()).get('host')
  const { development, appUrl } = getConfig()
  if (!development) return null
  const addressInUse = host === null ? null : `${new URL(appUrl).protocol}//${host}`
  return { appUrl, redirectUri: `${appUrl}/api/oidc/callback`, addressInUse }
}
