/** Where sessions are kept, as `SESSION_STORE` says. */
export type SessionStoreAddress =
  | { readonly kind: 'sqlite' /** File, or `:memory:`. */; readonly path: string }
  | RedisAddress

/** One Redis or Valkey server, the nodes of a cluster, or the sentinels that know a master. */
export interface RedisAddress {
  readonly kind: 'redis'
  readonly topology: 'single' | 'cluster' | 'sentinel'
  readonly tls: boolean
  readonly nodes: readonly { readonly host: string; readonly port: number }[]
  readonly username: string | undefined
  readonly password: string | undefined
  /** Number of the database; 0 in a cluster. */
  readonly database: number
  /** What the sentinels call the master; empty otherwise. */
  readonly masterName: string
}

const pattern =
  /^(?<scheme>rediss?)(?:\+(?<topology>cluster|sentinel))?:\/\/(?:(?<username>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?#@]+)(?:\/(?<path>[^?#]*))?$/

/**
 * Reads `sqlite:<path>`, `redis://host:port/database`, `redis+cluster://host:port,host:port` or
 * `redis+sentinel://host:port,host:port/<name of the master>`, each with `rediss` for TLS and
 * `user:password@` before the hosts. Answers null for anything else.
 */
export function parseSessionStoreAddress(value: string): SessionStoreAddress | null {
  if (value.startsWith('sqlite:')) {
    const path = value.slice('sqlite:'.length)
    return path === '' ? null : { kind: 'sqlite', path }
  }
  const parts = pattern.exec(value)?.groups
  if (parts === undefined) return null
  const { scheme, topology = 'single', hosts = '', path = '' } = parts
  const nodes = hosts.split(',').map(parseNode)
  const database = Number(path)
  const fits = {
    single: nodes.length === 1 && Number.isInteger(database) && database >= 0,
    cluster: path === '',
    sentinel: path !== '',
  }[topology as RedisAddress['topology']]
  if (!fits || !nodes.every((node) => node !== null)) return null
  return {
    kind: 'redis',
    topology: topology as RedisAddress['topology'],
    tls: scheme === 'rediss',
    nodes,
    username: decode(parts.username),
    password: decode(parts.password),
    database: topology === 'single' ? database : 0,
    masterName: topology === 'sentinel' ? path : '',
  }
}

function parseNode(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([\da-f:]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/i.exec(text)
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3] ?? 6379)
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port }
}

/** An empty part is an absent one; a broken escape stands for itself. */
function decode(part: string | undefined): string | undefined {
  if (!part) return undefined
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
