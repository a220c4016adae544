import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { isAppError } from '@/lib/errors'
import { attemptId, requireAttempt, sealAttempt } from './authorization-attempt'
import { findInstitutionAccess, saveInstitutionAccess } from './institution-access'
import { decryptRecord, encryptRecord } from './record-encryption'
import { findSession, slideIdleLimit, startSession } from './session'
import { openSqliteSessionStore } from './sqlite-session-store'

const secret = () => randomBytes(32).toString('base64url')
const limitsWith = (...sessionSecrets: [string, ...string[]]) => ({
  sessionSecrets,
  sessionIdleSeconds: 900,
  sessionAbsoluteSeconds: 28_800,
})
const user = {
  issuer: 'https://login.example.com/a/oidc-provider/api/v0',
  subject: '3f0c8f5e-0d8e-4a53-9d3c-0d6a2b1c9e77',
  name: 'Frances Featherstonehaugh-Winterbourne',
  username: 'frances.featherstonehaugh@long-bank-name.example.test',
}
const newAccess = (institutionId: string | null) => ({
  institutionId,
  tokenSet: {
    accessToken: randomBytes(900).toString('base64url'),
    accessTokenIssuedAt: 1,
    accessTokenExpiresAt: 2,
    scopes: ['openid'],
  },
  clientId: 'client',
  dpopKey: null,
  requestedScopes: ['openid'],
  refreshes: 0,
})

async function started(now = Date.now(), limits = limitsWith(secret())) {
  const store = openSqliteSessionStore(':memory:')
  const { session, sessionSeal } = await startSession(store, limits, {
    user,
    claims: [],
    sid: null,
    device: 'Edge on Windows',
    now,
  })
  return { store, limits, session, sessionSeal, now, accessTo: [] as string[] }
}

test('a session is found by its seal, with who it belongs to and its limits', async () => {
  const { store, limits, session, sessionSeal, accessTo, now } = await started()
  expect(await findSession(store, limits, { sessionSeal, accessTo, now })).toEqual(session)
  expect(session.idleExpiresAt).toBe(now + 900_000)
  expect(session.absoluteExpiresAt).toBe(now + 28_800_000)
})

test('a cut, foreign, tampered or missing seal is no session and no error', async () => {
  const { store, limits, sessionSeal, now } = await started()
  const foreign = await started(now)
  const tampered = `${sessionSeal.slice(0, 80)}${sessionSeal[80] === 'A' ? 'B' : 'A'}${sessionSeal.slice(81)}`
  for (const candidate of [
    undefined,
    '',
    'x',
    sessionSeal.slice(0, -1),
    sessionSeal.slice(0, 40),
    tampered,
    foreign.sessionSeal,
    'Fe26.2*1*a*b*c*d*e*f',
    '%00',
    'a'.repeat(10_000),
  ]) {
    const found = findSession(store, limits, { sessionSeal: candidate, accessTo: 'all', now })
    expect(await found).toBeNull()
  }
})

test('an old secret still opens and the first seals', async () => {
  const [older, newer] = [secret(), secret()]
  const old = await started(Date.now(), limitsWith(older))
  const rotated = limitsWith(newer, older)
  expect(await findSession(old.store, rotated, old)).not.toBeNull()
  const { sessionSeal } = await startSession(old.store, rotated, {
    user,
    claims: [],
    sid: null,
    device: 'Edge on Windows',
    now: old.now,
  })
  expect(
    await findSession(old.store, limitsWith(newer), { sessionSeal, accessTo: [], now: old.now }),
  ).not.toBeNull()
})

test('the seal is as small with fifty institutions as with one, and fits its budget', async () => {
  const { store, limits, session, sessionSeal, now } = await started()
  for (let n = 0; n < 50; n += 1) {
    await saveInstitutionAccess(store, session, { access: newAccess(`institution-${n}`), now })
  }
  expect(`__Host-jhi_session=${sessionSeal}`.length).toBeLessThanOrEqual(600)
  const read = (accessTo: 'all' | string[]) =>
    findSession(store, limits, { sessionSeal, accessTo, now })
  expect((await read('all'))?.accesses).toHaveLength(50)
  expect((await read(['institution-7']))?.accesses).toMatchObject([
    { institutionId: 'institution-7', refreshes: 0 },
  ])
  expect(await read([])).toEqual(session)
})

test('the idle limit moves with activity, in steps that are worth a write', async () => {
  const { store, limits, session, sessionSeal, now } = await started()
  expect(await slideIdleLimit(store, limits, { session, now: now + 5_000 })).toEqual(session)
  const slid = await slideIdleLimit(store, limits, { session, now: now + 120_000 })
  expect(slid?.idleExpiresAt).toBe(now + 1_020_000)
  const later = { sessionSeal, accessTo: [], now: now + 1_000_000 }
  expect(await findSession(store, limits, later)).not.toBeNull()
})

test('an idle limit from before the clock went back moves with the next activity', async () => {
  const { store, limits, session, now } = await started()
  const earlier = now - 3_600_000
  const slid = await slideIdleLimit(store, limits, { session, now: earlier })
  expect(slid?.idleExpiresAt).toBe(earlier + 900_000)
})

test('a session past its idle limit is gone', async () => {
  const { store, limits, sessionSeal, now } = await started()
  const late = { sessionSeal, accessTo: [], now: now + 900_000 }
  expect(await findSession(store, limits, late)).toBeNull()
})

test('access to institution zero and to an institution are kept apart', async () => {
  const { store, session, now } = await started()
  const [zero, one] = [newAccess(null), newAccess('one')]
  await saveInstitutionAccess(store, session, { access: zero, now })
  await saveInstitutionAccess(store, session, { access: one, now })
  const find = (institutionId: string | null) =>
    findInstitutionAccess(store, session, { institutionId, now })
  expect(await find(null)).toMatchObject(zero)
  expect(await find('one')).toMatchObject(one)
  expect(await find('two')).toBeNull()
  expect(await find('')).toBeNull()
})

test('an access cannot be stored in a session that has ended', async () => {
  const { store, session, now } = await started()
  await store.endSession(session.sessionId)
  const error = await saveInstitutionAccess(store, session, {
    access: newAccess('one'),
    now,
  }).catch((reason: unknown) => reason)
  expect(isAppError(error, 'session_required')).toBe(true)
})

test('a stolen store holds no token: records open with the key in the cookie alone', async () => {
  const { store, session, now } = await started()
  const access = newAccess('one')
  await saveInstitutionAccess(store, session, { access, now })
  const stored = await store.findSession(session.sessionId, { accessTo: 'all', now })
  const bytes = stored?.accesses.map(({ sealed }) => Buffer.from(sealed).toString('latin1')) ?? []
  expect(bytes).toHaveLength(1)
  expect(bytes.join('')).not.toContain(access.tokenSet.accessToken.slice(0, 12))
  // The owner's key has opened it in this process; that must not help anyone else.
  const find = (by: typeof session) =>
    findInstitutionAccess(store, by, { institutionId: 'one', now })
  expect(await find(session)).toMatchObject(access)
  const thief = { ...session, recordKey: randomBytes(32).toString('base64url') }
  expect(await find(thief)).toBeNull()
})

test('a record moved to another place does not open', () => {
  const key = randomBytes(32).toString('base64url')
  const sealed = encryptRecord(key, 'institution-access:s:a', { a: 1 })
  expect(decryptRecord(key, 'institution-access:s:a', sealed)).toEqual({ a: 1 })
  expect(decryptRecord(key, 'institution-access:s:b', sealed)).toBeNull()
  expect(decryptRecord(key, 'institution-access:s:a', sealed.subarray(0, 20))).toBeNull()
})

test('an attempt opens for its own state within ten minutes', async () => {
  const now = Date.now()
  const secrets: [string] = [secret()]
  const attempt = {
    state: 'the-state',
    nonce: 'n',
    codeVerifier: 'v',
    institutionId: null,
    clientId: 'client',
    addedScopes: [],
    returnPath: '/institutions',
    startedAt: now,
  }
  const sealed = await sealAttempt(attempt, secrets)
  const codeFor = (values: { state?: string; at?: number; sealed?: string | undefined }) =>
    requireAttempt('sealed' in values ? values.sealed : sealed, {
      state: values.state ?? 'the-state',
      secrets,
      now: values.at ?? now,
    }).then(
      () => 'opened',
      (error: unknown) => (isAppError(error) ? error.code : 'unknown'),
    )
  expect(await codeFor({})).toBe('opened')
  expect(await codeFor({ at: now + 599_999 })).toBe('opened')
  expect(await codeFor({ at: now + 600_000 })).toBe('attempt_expired')
  expect(await codeFor({ state: 'another' })).toBe('attempt_not_found')
  expect(await codeFor({ sealed: undefined })).toBe('attempt_not_found')
  expect(await codeFor({ sealed: sealed.slice(0, -3) })).toBe('attempt_not_found')
  expect(attemptId('the-state')).toMatch(/^[\w-]{22}$/)
})
