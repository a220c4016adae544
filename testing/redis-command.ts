import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where a server is, and what it asks for. */
export interface RedisAddress {
  readonly port: number
  readonly password?: string
  readonly caFile?: string
}

export type RedisReply = string | number | null | Error | readonly RedisReply[]

/**
 * Sends one command on a connection of its own, and answers what the server says. Needs no client
 * library, so it can tell what a server does from what a library makes of it.
 */
export async function sendRedisCommand(
  { port, password, caFile }: RedisAddress,
  ...words: readonly string[]
): Promise<RedisReply> {
  const commands = [...(password === undefined ? [] : [['AUTH', password]]), words]
  const socket =
    caFile === undefined
      ? connect({ host: 'localhost', port })
      : connectTls({ host: 'localhost', port, ca: readFileSync(caFile) })
  try {
    socket.write(commands.map(toRequest).join(''))
    let received = ''
    // One character for each byte, since lengths are counted in bytes.
    for await (const chunk of socket.setEncoding('latin1')) {
      received += chunk
      const replies = parseReplies(received, commands.length)
      const reply = replies?.find((one) => one instanceof Error) ?? replies?.at(-1)
      if (reply instanceof Error) throw reply
      if (reply !== undefined) return reply
    }
    throw new Error('the server closed the connection')
  } finally {
    socket.destroy()
  }
}

function toRequest(words: readonly string[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`)
  return `*${words.length}\r\n${parts.join('')}`
}

/** Undefined as long as not all of them have arrived. */
function parseReplies(text: string, count: number): RedisReply[] | undefined {
  const replies: RedisReply[] = []
  let at = 0
  while (replies.length < count) {
    const parsed = parseReply(text, at)
    if (parsed === undefined) return undefined
    replies.push(parsed.reply)
    at = parsed.end
  }
  return replies
}

function parseReply(text: string, start: number): { reply: RedisReply; end: number } | undefined {
  const lineEnd = text.indexOf('\r\n', start)
  if (lineEnd < 0) return undefined
  const line = text.slice(start + 1, lineEnd)
  const next = lineEnd + 2
  switch (text[start]) {
    case '+':
      return { reply: line, end: next }
    case '-':
      return { reply: new Error(line), end: next }
    case ':':
      return { reply: Number(line), end: next }
    case '$': {
      const end = next + Number(line) + 2
      if (line === '-1') return { reply: null, end: next }
      if (text.length < end) return undefined
      return { reply: Buffer.from(text.slice(next, end - 2), 'latin1').toString(), end }
    }
    case '*': {
      const items: RedisReply[] = []
      let end = next
      while (items.length < Number(line)) {
        const item = parseReply(text, end)
        if (item === undefined) return undefined
        items.push(item.reply)
        end = item.end
      }
      return { reply: items, end }
    }
    default:
      throw new Error(`not a reply: ${text.slice(start, start + 20)}`)
  }
}
