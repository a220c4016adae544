/**
 * Every variable about the provider, set and empty: a developer's own shell or `.env` must not lead a
 * test to a real provider, or to other keys and switches than its own.
 */
export const blankProviderEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'JHI_ISSUER',
    'JHI_DISCOVERY_URL',
    'JHI_CLIENT_ID',
    'JHI_CLIENT_AUTH',
    'JHI_CLIENT_SECRET',
    'JHI_CLIENT_KEYS',
    'JHI_CLIENT_SIGNING_ALG',
    'JHI_CLIENT_ASSERTION_AUDIENCE',
    'JHI_SERVICE_CLIENT_ID',
    'JHI_APPLICATIONS',
    'JHI_PAR',
    'JHI_DPOP',
    'JHI_SCOPES',
    'JHI_INSTITUTION_ZERO',
    'SIMULATOR_PAR',
    'SIMULATOR_DPOP_NONCE',
  ].map((name) => [name, '']),
)
