import { isObject, type Metadata } from './metadata'

/** The readable parts of a JWT. Nothing is verified here: the relying party has done that. */
export interface DecodedToken {
  readonly header: Metadata
  readonly claims: Metadata
}

/** Decodes a JWT; null for a token that is none. */
export function decodeToken(token: unknown): DecodedToken | null {
  if (typeof token !== 'string') return null
  const [header, claims, signature] = token.split('.').map(decodePart)
  return header && claims && signature !== undefined ? { header, claims } : null
}

function decodePart(part: string): Metadata | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
