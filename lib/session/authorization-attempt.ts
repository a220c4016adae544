import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { openSeal, seal } from './seal'

/** Seconds that a person has to come back from the provider. */
export const attemptLifetimeSeconds = 600

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** Null: sign-in at institution zero. Never taken from the callback. */
  institutionId: z.string().nullable(),
  /** The External Application that asked: the answer is for it alone. Null: the one for all. */
  clientId: z.string().nullable().default(null),
  /** What was asked for beyond the configured scopes. */
  addedScopes: z.array(z.string()).readonly().default([]),
  returnPath: z.string(),
  startedAt: z.number(),
})

/**
 * Our short, single-use record of one authorization request, kept sealed in a cookie of its own so
 * that every tab has one and they can finish in any order.
 */
export type AuthorizationAttempt = z.infer<typeof attemptSchema>

/** Names an attempt without giving its `state` away: part of its cookie's name. */
export function attemptId(state: string): string {
  return createHash('sha256').update(state).digest('base64url').slice(0, 22)
}

/** Seals an attempt for its cookie. */
export function sealAttempt(
  attempt: AuthorizationAttempt,
  secrets: readonly [string, ...string[]],
): Promise<string> {
  return seal(attempt, { secrets, ttlSeconds: attemptLifetimeSeconds })
}

/**
 * Opens the attempt that a callback's `state` names.
 *
 * @throws AppError `attempt_not_found` without a genuine seal for this state, `attempt_expired`
 *   after ten minutes
 */
export async function requireAttempt(
  sealed: string | undefined,
  { state, secrets, now }: { state: string; secrets: readonly string[]; now: number },
): Promise<AuthorizationAttempt> {
  const opened =
    sealed === undefined
      ? null
      : await openSeal(sealed, { secrets, ttlSeconds: attemptLifetimeSeconds })
  if (opened?.status === 'expired') throw expired()
  const attempt = opened?.status === 'open' ? attemptSchema.safeParse(opened.value) : null
  if (!attempt?.success || attempt.data.state !== state) {
    throw new AppError('attempt_not_found', 'no attempt of this browser matches the response')
  }
  if (now >= attempt.data.startedAt + attemptLifetimeSeconds * 1_000) throw expired()
  return attempt.data
}

/** When a sealed attempt began, or 0 when it cannot be opened: such a one is the first to go. */
export async function attemptStartedAt(
  sealed: string,
  secrets: readonly string[],
): Promise<number> {
  const opened = await openSeal(sealed, { secrets, ttlSeconds: attemptLifetimeSeconds })
  const attempt = opened.status === 'open' ? attemptSchema.safeParse(opened.value) : null
  return attempt?.success ? attempt.data.startedAt : 0
}

const expired = () => new AppError('attempt_expired', 'the attempt is older than ten minutes')
