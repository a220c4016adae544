/** The simulator has an External Application for each way of client authentication. */
const clients: Readonly<Record<string, string>> = {
  client_secret_post: 'starter-post',
  private_key_jwt: 'starter-key',
}

/**
 * How the application reaches the simulator when `JHI_ISSUER` is not set.
 *
 * The secret is public on purpose: it opens nothing but the simulator on the same machine, and
 * `parseConfig` refuses these defaults for any origin that is not loopback.
 */
export function simulatorDefaults(port: number, clientAuthentication?: string) {
  const origin = `http://localhost:${port}`
  return {
    issuer: `${origin}/a/oidc-provider/api/v0`,
    institutionsUrl: `${origin}/a/groups/api/v0/users/{userId}/institutions`,
    clientId: clients[clientAuthentication ?? ''] ?? 'starter',
    clientSecret: 'simulator-only-secret',
  }
}
