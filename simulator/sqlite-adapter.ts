import type { DatabaseSync } from 'node:sqlite'
import type { Adapter, AdapterPayload, ClientMetadata } from 'oidc-provider'
import { clockOffset, type Now, secondsOf } from './clock.ts'

const timeMembers = ['iat', 'exp', 'iiat', 'loginTs', 'authTime', 'consumed'] as const

/**
 * Builds oidc-provider's storage on one table. Rows hold the simulator's time, the provider gets
 * the machine's, so an injected clock ages every session and token without a word to the provider.
 */
export function createSqliteAdapter(
  database: DatabaseSync,
  now: Now,
  findApplication: (clientId: string) => ClientMetadata | undefined,
): (kind: string) => Adapter {
  const upsertRow = database.prepare(
    `INSERT INTO records (kind, id, payload, grant_id, uid, expires_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET payload = excluded.payload,
       grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`,
  )
  const alive = '(expires_at IS NULL OR expires_at > ?)'
  const rowById = database.prepare(
    `SELECT payload FROM records WHERE kind = ? AND id = ? AND ${alive}`,
  )
  const rowByUid = database.prepare(
    `SELECT payload FROM records WHERE kind = ? AND uid = ? AND ${alive}`,
  )
  const updatePayload = database.prepare('UPDATE records SET payload = ? WHERE kind = ? AND id = ?')
  const deleteById = database.prepare('DELETE FROM records WHERE kind = ? AND id = ?')
  const deleteByGrant = database.prepare('DELETE FROM records WHERE kind = ? AND grant_id = ?')

  const open = (row: Record<string, unknown> | undefined): AdapterPayload | undefined =>
    row === undefined ? undefined : moved(JSON.parse(String(row.payload)), -clockOffset(now))

  return (kind) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? null : secondsOf(now) + expiresIn
      const stored = JSON.stringify(moved(payload, clockOffset(now)))
      upsertRow.run(kind, id, stored, payload.grantId ?? null, payload.uid ?? null, expiresAt)
    },
    async find(id) {
      if (kind === 'Client') return findApplication(id)
      return open(rowById.get(kind, id, secondsOf(now)))
    },
    async findByUid(uid) {
      return open(rowByUid.get(kind, uid, secondsOf(now)))
    },
    // Only the device flow asks by user code, and Jack Henry Identity documents no device flow.
    async findByUserCode() {
      return undefined
    },
    async consume(id) {
      // A used refresh token stays valid until its own expiry, so it is never marked as used;
      // oidc-provider would take a second use for theft and revoke the whole grant.
      if (kind === 'RefreshToken') return
      const row = rowById.get(kind, id, secondsOf(now))
      if (row === undefined) return
      const payload = { ...JSON.parse(String(row.payload)), consumed: secondsOf(now) }
      updatePayload.run(JSON.stringify(payload), kind, id)
    },
    async destroy(id) {
      deleteById.run(kind, id)
    },
    async revokeByGrantId(grantId) {
      deleteByGrant.run(kind, grantId)
    },
  })
}

function moved(payload: AdapterPayload, seconds: number): AdapterPayload {
  if (seconds === 0) return payload
  const copy: AdapterPayload = { ...payload }
  for (const member of timeMembers) {
    const value = copy[member]
    if (typeof value === 'number') copy[member] = value + seconds
  }
  return copy
}
