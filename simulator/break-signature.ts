/** Changes the first byte of a token's signature. The last would not do: it has spare bits. */
export function breakSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  const bytes = Buffer.from(token.slice(start), 'base64url')
  bytes.writeUInt8(bytes.readUInt8(0) ^ 0xff, 0)
  return `${token.slice(0, start)}${bytes.toString('base64url')}`
}
