import 'server-only'
import { z } from 'zod'
import { AppError, type ErrorFacts, isAppError } from '@/lib/errors'
import type { Institution } from './institution'
import type { DirectoryUser } from './institution-directory'

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
  { url }: { url: string },
): Promise<Institution[]> {
  const byId = new Map<string, Institution>()
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const address = new URL(url.replace('{userId}', encodeURIComponent(user.subject)))
    if (cursor !== null) address.searchParams.set('cursor', cursor)
    const answer = await fetchPage(address, user).catch((error: unknown) => {
      if (!isAppError(error, 'directory_unavailable') || !error.retryable) throw error
      return fetchPage(address, user)
    })
    for (const institution of answer.institutions) {
      byId.set(institution.institutionId, toInstitution(institution))
    }
    if (!answer.nextCursor || answer.nextCursor === cursor) return [...byId.values()]
    cursor = answer.nextCursor
  }
  throw unavailable('the directory never came to its last page')
}

async function fetchPage(address: URL, user: DirectoryUser) {
  const notAnswered = (cause: unknown) => {
    // Without access to institution zero nobody was asked.
    if (isAppError(cause)) throw cause
    throw unavailable('the directory did not answer', { cause, retryable: true })
  }
  const response = await user
    .fetch(address.href, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithin),
    })
    .catch(notAnswered)
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
