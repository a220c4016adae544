/**
 * The private key that an access token is bound to, as a JWK. It stays on the server, beside the
 * token: whoever has one without the other has nothing.
 *
 * @see RFC 9449 §1
 */
export interface DpopKey {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
}
