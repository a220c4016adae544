import { explainError } from '@/cli/doctor/explain-error'
import { isAppError } from '@/lib/errors'
import { openInstitutionDirectory } from '@/lib/institutions/open-institution-directory'
import { fetchWithGrant } from './fetch-with-grant'
import type { SignIn } from './login-flow'

const mostShown = 5

/** What the directory lists for the person who signed in at institution zero. */
export interface ListedInstitutions {
  readonly total: number
  readonly first: readonly { readonly institutionId: string; readonly name: string }[]
  /** Institutions of JHI_APPLICATIONS that are not in the list. */
  readonly missing: readonly string[]
  /** That file. */
  readonly file: string | null
}

/** Why there is no list. */
export interface UnlistedInstitutions {
  readonly problem: string
  readonly advice: string
}

/** Asks the directory as the application does. */
export async function listInstitutions({
  relyingParty: { applications, config, provider },
  grant,
}: SignIn): Promise<ListedInstitutions | UnlistedInstitutions> {
  const { tokenSet, dpopKey, claims, application } = grant
  const directory = openInstitutionDirectory(config)
  const user = {
    issuer: config.issuer,
    subject: claims.sub,
    username: String(claims.preferred_username ?? claims.email ?? claims.sub),
    fetch: fetchWithGrant({ accessToken: tokenSet.accessToken, dpopKey }),
  }
  try {
    const page = await directory.search(user, { query: '', cursor: null, limit: mostShown })
    const missing: string[] = []
    for (const institutionId of applications.institutionIds()) {
      // Of an empty list nothing is remembered, and it would be fetched for each.
      const listed = page.total > 0 ? await directory.find(user, institutionId) : null
      if (listed === null) missing.push(institutionId)
    }
    const first = page.institutions.map(({ institutionId, name }) => ({ institutionId, name }))
    return { total: page.total, first, missing, file: config.applicationsFile }
  } catch (error) {
    if (!isAppError(error)) throw error
    const { metadata } = await provider.get()
    const { message, advice } = explainError(error, {
      config,
      applications,
      tokenEndpoint: metadata.token_endpoint ?? null,
      application,
      service: false,
    })
    return { problem: message, advice }
  } finally {
    await directory.close()
  }
}

/** Says which institutions of JHI_APPLICATIONS this person cannot be sent to; null when none. */
export function describeMissing({ missing, file }: ListedInstitutions): string | null {
  if (missing.length === 0) return null
  const names = missing.slice(0, mostShown).join(', ')
  const more = missing.length > mostShown ? ` and ${missing.length - mostShown} more` : ''
  return `${file} (JHI_APPLICATIONS) has institutions that are not in this person’s list: ${names}${more}`
}
