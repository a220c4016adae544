/** The commands for our signing keys, for `--help`. */
export const keysUsage = `  keys generate [--alg <alg>] [--bits <n>]
        Make the file of signing keys, or add the next key to it.
        PS256, ES256 or RS256; RSA of 2048, 3072 or 4096 bits.
        By default JHI_CLIENT_SIGNING_ALG, else PS256; 3072.
  keys list [--json]
        Show each key, where it stands and what comes next.
  keys rotate [--now]
        Let the next key sign, once it is published at
        APP_URL/.well-known/jwks.json; retire those that were active.
        --now: also before it is published, or where a PEM is registered.
  keys retire <kid> [--now]
        Give up a next key, or an active one that does not sign.
        --now: also one that signs, if another is active.
  keys remove [<kid>] [--now]
        Delete a retired key: the one named, or the only one.
  keys export [--pem [<kid>]]
        Print the public keys as they are published.
        --pem: the key that signs, or the one named, as PEM.

  With --file <path> they work on that file, else on JHI_CLIENT_KEYS, else
  on .data/client-keys.json. A next key waits for ten minutes before it
  signs, and a retired one before it goes. --now does not wait: for a key
  that is in the wrong hands.
`
