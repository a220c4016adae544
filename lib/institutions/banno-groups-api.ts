import 'server-only'
import { z } from 'zod'
import { AppError, type ErrorFacts, isAppError } from '@/lib/errors'
import type { Institution } from './institution'
import type { DirectoryUser } from './institution-directory'

/** The Fetch API's function, as far as it is used here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

const answerWithin = 4_000
const mostPages = 500

const text = z.string().trim().min(1).max(300)
const pageSchema = z.object({
  institutions: z.array(
    z.object({
      institutionId: z.string().min(1).max(200),
      name: text,
      city: text.nullish(),
      state: text.nullish(),
      routingNumber: text.nullish(),
      groups: z.array(z.string()).nullish(),
    }),
  ),
  nextCursor: z.string().min(1).nullish(),
})

/**
 * All pages of a person's list, each tried twice when its failure may pass; a repeated id counts
 * once.
 *
 * @param options.url with `{userId}` in it
 * @throws AppError `directory_unavailable`: one page that cannot be had fails the whole list
 */
export async function fetchInstitutions(
  user: DirectoryUser,
  { url, fetch }: { url: string; fetch: Fetch },
): Promise<Institution[]> {
  const accessToken = await user.getAccessToken()
  const byId = new Map<string, Institution>()
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const address = new URL(url.replace('{userId}', encodeURIComponent(user.subject)))
    if (cursor !== null) address.searchParams.set('cursor', cursor)
    const answer = await fetchPage(address, accessToken, fetch).catch((error: unknown) => {
      if (isAppError(error) && !error.retryable) throw error
      return fetchPage(address, accessToken, fetch)
    })
    for (const institution of answer.institutions) {
      byId.set(institution.institutionId, toInstitution(institution))
    }
    if (!answer.nextCursor || answer.nextCursor === cursor) return [...byId.values()]
    cursor = answer.nextCursor
  }
  throw unavailable('the directory never came to its last page')
}

async function fetchPage(address: URL, accessToken: string, fetch: Fetch) {
  const notAnswered = (cause: unknown) => {
    throw unavailable('the directory did not answer', { cause, retryable: true })
  }
  const response = await fetch(address.href, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(answerWithin),
  }).catch(notAnswered)
  const { ok, status } = response
  if (!ok) {
    await response.body?.cancel()
    throw unavailable('the directory refused', { retryable: status >= 500, facts: { status } })
  }
  const body: unknown = await response.json().catch(notAnswered)
  const page = pageSchema.safeParse(body)
  if (!page.success) {
    const [issue] = page.error.issues
    throw unavailable('the directory’s answer has another shape', {
      facts: { at: issue?.path.join('.') ?? '' },
    })
  }
  return page.data
}

/** Foreign fields that are missing or null are left out; nothing else of theirs comes in. */
function toInstitution({
  institutionId,
  name,
  city,
  state,
  routingNumber,
  groups,
}: z.infer<typeof pageSchema>['institutions'][number]): Institution {
  return {
    institutionId,
    name,
    ...(city && { city }),
    ...(state && { state }),
    ...(routingNumber && { routingNumber }),
    ...(groups && { groups }),
  }
}

function unavailable(
  message: string,
  options: { cause?: unknown; retryable?: boolean; facts?: ErrorFacts } = {},
): AppError {
  return new AppError('directory_unavailable', message, options)
}
