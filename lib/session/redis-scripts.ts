import { defineScript } from 'redis'

/**
 * Reads both limits of a session as the script's `idle` and `absolute`, and leaves with 0 when it is
 * gone or past one of them at the time in ARGV[1].
 */
const requireLive = `
  local limits = redis.call('HMGET', KEYS[1], 'idle', 'absolute')
  if not limits[1] then return 0 end
  local idle, absolute, now = tonumber(limits[1]), tonumber(limits[2]), tonumber(ARGV[1])
  if idle <= now or absolute <= now then return 0 end`

/** Outcomes of {@link redisScripts.putEntry}. */
export const putOutcomes = ['session_ended', 'written', 'superseded'] as const

/** What Redis does in one step, so that nothing comes between a check and a write. */
export const redisScripts = {
  /** ARGV: now, when the session ends at the latest, its id. The past is forgotten on the way. */
  addToIndex: script(`
    redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
    local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
    redis.call('PEXPIRE', KEYS[1], math.max(1, math.ceil(tonumber(last[2]) - tonumber(ARGV[1]))))
    return 1`),
  /** ARGV: milliseconds to live, then names and values. */
  createSession: script(`
    redis.call('HSET', KEYS[1], unpack(ARGV, 2))
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    return 1`),
  /** ARGV: now, the new idle limit. */
  slideIdle: script(`${requireLive}
    redis.call('HSET', KEYS[1], 'idle', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], math.max(1, math.ceil(math.min(tonumber(ARGV[2]), absolute) - now)))
    return 1`),
  /**
   * ARGV: now, field, value, and the value that must be there now, if any. One that is there already
   * was written by this very call, whose answer was lost.
   */
  putEntry: script(`${requireLive}
    local stored = redis.call('HGET', KEYS[1], ARGV[2])
    if stored == ARGV[3] then return 1 end
    if ARGV[4] and stored ~= ARGV[4] then return 2 end
    redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
    return 1`),
  /** ARGV: field, and the value that must be there now, if any. */
  endEntry: script(`
    if ARGV[2] and redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
    return redis.call('HDEL', KEYS[1], ARGV[1])`),
  /** ARGV: now, when the claim expires, a value of this caller alone. */
  claimOnce: script(`
    local claim = redis.call('HMGET', KEYS[1], 'owner', 'expires')
    if claim[1] == ARGV[3] then return 1 end
    if claim[1] and tonumber(claim[2]) > tonumber(ARGV[1]) then return 0 end
    redis.call('HSET', KEYS[1], 'owner', ARGV[3], 'expires', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], math.max(1, math.ceil(tonumber(ARGV[2]) - tonumber(ARGV[1]))))
    return 1`),
  /** ARGV: owner, milliseconds. */
  holdLock: script(`
    local owner = redis.call('GET', KEYS[1])
    if owner and owner ~= ARGV[1] then return 0 end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return 1`),
  /** ARGV: owner. */
  releaseLock: script(`
    if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
    return redis.call('DEL', KEYS[1])`),
}

/** Every script has one key, so that it runs in a cluster. */
function script(source: string) {
  return defineScript({
    SCRIPT: source,
    NUMBER_OF_KEYS: 1,
    parseCommand(parser, key: string, values: (string | Buffer)[]) {
      parser.pushKey(key)
      parser.push(...values)
    },
    transformReply: (reply: number) => reply,
  })
}
