/** Names whose values are credentials or lead to one; compared in lower case. */
const secretName =
  /token|secret|password|cookie|authorization|assertion|verifier|^code$|^state$|^nonce$|seal|jwt/i

/** Three base64url parts: a signed token, wherever it turned up. */
const tokenShape = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g
const sealShape = /\bFe26\.2\*\S+/g

/**
 * A copy of `value` that is safe to log: values under a secret's name and anything shaped like a
 * token or a seal are replaced. The names stay, so that a log tells that a secret was there.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') {
    return value.replace(tokenShape, '[token]').replace(sealShape, '[seal]')
  }
  if (value === null || typeof value !== 'object') return value
  if (depth > 4) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretName.test(name) && typeof item !== 'boolean' ? '[redacted]' : redact(item, depth + 1),
    ]),
  )
}
