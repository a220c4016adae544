import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import type { RedisAddress } from '@/lib/config/session-store-address'
import { openRedisConnection } from './redis-connection'
import { putOutcomes } from './redis-scripts'
import type {
  InstitutionAccessRecord,
  SessionOwner,
  SessionRecord,
  SessionStore,
  SessionSummary,
} from './session-store'

type Readable = Omit<SessionRecord, 'sealed' | 'idleExpiresAt'>

/**
 * Sessions in Redis or Valkey, shared by every process that names the same one.
 *
 * A session is one hash, so that one read brings it with its entries, one key lives in one node of a
 * cluster, and Redis itself forgets all of it at the end. Two sorted sets, by person and by session
 * at the provider, name sessions by their ends; what is gone is left out when they are read.
 */
export function openRedisSessionStore(address: RedisAddress): SessionStore {
  const { run, close } = openRedisConnection(address)

  const summarize = async (sessionId: string, now: number): Promise<SessionSummary | null> => {
    const [values, names] = await Promise.all([
      run((redis) => redis.hmGet(sessionKey(sessionId), ['session', 'idle'])),
      run((redis) => redis.hKeys(sessionKey(sessionId))),
    ])
    const found = toLive(values, now)
    const fields = names.map(String).filter((name) => name.startsWith(entryPrefix))
    return found && { ...found, institutionIds: fields.map(toInstitutionId).sort() }
  }

  return {
    async createSession({ sealed, idleExpiresAt, ...readable }, now) {
      const { sessionId, absoluteExpiresAt } = readable
      // First the indexes: a session that they do not know could not be ended from outside.
      for (const owner of ownersOf(readable)) {
        const values = [now, absoluteExpiresAt, sessionId].map(String)
        await run((redis) => redis.addToIndex(indexKey(owner), values))
      }
      const lifetime = Math.max(1, Math.min(idleExpiresAt, absoluteExpiresAt) - now)
      const fields = {
        session: JSON.stringify(readable),
        idle: String(idleExpiresAt),
        absolute: String(absoluteExpiresAt),
        sealed: toBuffer(sealed),
      }
      await run((redis) =>
        redis.createSession(sessionKey(sessionId), [
          String(lifetime),
          ...Object.entries(fields).flat(),
        ]),
      )
    },
    async findSession(sessionId, { accessTo, now }) {
      const key = sessionKey(sessionId)
      const fields = accessTo === 'all' ? [] : accessTo.map(toField)
      const values =
        accessTo === 'all'
          ? await run((redis) => redis.hGetAll(key))
          : toRecord(
              [...ownFields, ...fields],
              await run((redis) => redis.hmGet(key, [...ownFields, ...fields])),
            )
      const found = toLive([values.session, values.idle], now)
      if (found === null || !values.sealed) return null
      const accesses = Object.entries(values).flatMap(
        ([field, sealed]): InstitutionAccessRecord[] =>
          field.startsWith(entryPrefix) && sealed
            ? [{ institutionId: toInstitutionId(field), sealed }]
            : [],
      )
      return {
        session: { ...found, sealed: values.sealed },
        accesses: accesses.sort((a, b) => (a.institutionId < b.institutionId ? -1 : 1)),
      }
    },
    async slideIdle(sessionId, idleExpiresAt, now) {
      const values = [now, idleExpiresAt].map(String)
      return (await run((redis) => redis.slideIdle(sessionKey(sessionId), values))) === 1
    },
    async endSession(sessionId) {
      const key = sessionKey(sessionId)
      const [session] = await run((redis) => redis.hmGet(key, ['session']))
      await run((redis) => redis.del(key))
      // What stays in an index by a fault between is left out when it is read, and forgotten later.
      const owners = session ? ownersOf(JSON.parse(session.toString()) as Readable) : []
      for (const owner of owners) await run((redis) => redis.zRem(indexKey(owner), sessionId))
    },
    async listSessions(owner, now) {
      const ids = await run((redis) => redis.zRange(indexKey(owner), 0, -1))
      const found: (SessionSummary | null)[] = []
      for (let n = 0; n < ids.length; n += listedAtOnce) {
        const some = ids.slice(n, n + listedAtOnce)
        found.push(...(await Promise.all(some.map((id) => summarize(String(id), now)))))
      }
      return found.filter((summary) => summary !== null).sort((a, b) => b.startedAt - a.startedAt)
    },

    async putInstitutionAccess(sessionId, { institutionId, sealed }, { replaces, now }) {
      const values = [String(now), toField(institutionId), toBuffer(sealed)]
      if (replaces !== undefined) values.push(toBuffer(replaces.sealed))
      const outcome = await run((redis) => redis.putEntry(sessionKey(sessionId), values))
      return putOutcomes[outcome] ?? 'superseded'
    },
    async endInstitutionAccess(sessionId, institutionId, onlyIf) {
      const values: (string | Buffer)[] = [toField(institutionId)]
      if (onlyIf !== undefined) values.push(toBuffer(onlyIf.sealed))
      return (await run((redis) => redis.endEntry(sessionKey(sessionId), values))) === 1
    },

    async claimOnce(key, expiresAt, now) {
      const caller = randomBytes(12).toString('base64url')
      const values = [String(now), String(expiresAt), caller]
      return (await run((redis) => redis.claimOnce(`jhi:claim:${key}`, values))) === 1
    },
    async holdLock(key, owner, milliseconds) {
      const values = [owner, String(milliseconds)]
      return (await run((redis) => redis.holdLock(`jhi:lock:${key}`, values))) === 1
    },
    async releaseLock(key, owner) {
      await run((redis) => redis.releaseLock(`jhi:lock:${key}`, [owner]))
    },

    async ping() {
      await run((redis) => redis.exists('jhi:ping'))
    },
    close,
  }
}

const listedAtOnce = 200
const ownFields = ['session', 'idle', 'sealed']
const entryPrefix = 'access:'

const sessionKey = (sessionId: string) => `jhi:session:${sessionId}`
const toField = (institutionId: string) => entryPrefix + institutionId
const toInstitutionId = (field: string) => field.slice(entryPrefix.length)

/** Whose a session is: a person's and, when the provider named it, one session's there. */
function ownersOf({ issuer, subject, sid }: Readable): SessionOwner[] {
  return sid === null
    ? [{ issuer, subject }]
    : [
        { issuer, subject },
        { issuer, sid },
      ]
}

/** Named by a hash: a list of keys should name nobody. */
function indexKey(owner: SessionOwner): string {
  const [kind, id] = 'sid' in owner ? ['sid', owner.sid] : ['user', owner.subject]
  const hash = createHash('sha256')
    .update(JSON.stringify([owner.issuer, id]))
    .digest('base64url')
  return `jhi:sessions-by-${kind}:${hash}`
}

function toRecord(names: string[], values: (Buffer | null)[]): Record<string, Buffer | null> {
  return Object.fromEntries(names.map((name, n) => [name, values[n] ?? null]))
}

function toLive([session, idle]: (Buffer | null | undefined)[], now: number) {
  if (!session || !idle) return null
  const found = {
    ...(JSON.parse(session.toString()) as Readable),
    idleExpiresAt: Number(idle.toString()),
  }
  return found.idleExpiresAt > now && found.absoluteExpiresAt > now ? found : null
}

const toBuffer = (bytes: Uint8Array) =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
