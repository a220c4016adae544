import { createServer } from 'node:http'
import { createBackChannel } from './back-channel.ts'
import { createClientKeys } from './client-keys.ts'
import { createClientRequests } from './client-requests.ts'
import { secondsOf } from './clock.ts'
import { createProvider } from './create-provider.ts'
import { openDataFile, removeExpired } from './data-file.ts'
import { createDpopNonces } from './dpop-nonces.ts'
import { createEntitlements } from './entitlements.ts'
import { createExternalApplications } from './external-applications.ts'
import { createFaults } from './faults.ts'
import { institutionsPath } from './groups-api.ts'
import { closeServer, listen } from './listening.ts'
import { requirePerson } from './people.ts'
import { endProviderSessions } from './provider-sessions.ts'
import { handleRequest } from './request-handler.ts'
import { type LoggedRequest, logRequest } from './request-log.ts'
import { loadCookieKeys, loadSigningKeys, rotateSigningKeys } from './signing-keys.ts'
import type { Simulator, SimulatorOptions } from './simulator.ts'
import { simulatorClients } from './simulator-clients.ts'
import { createSqliteAdapter } from './sqlite-adapter.ts'
import { createTokenRequests } from './token-requests.ts'

export type { Simulator, SimulatorOptions } from './simulator.ts'

/** Starts a simulator in this process. Several can run side by side, each on a port of its own. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { appUrl, dataFile, now = Date.now, signingAlg = 'RS256' } = options
  const database = openDataFile(dataFile)
  removeExpired(database, secondsOf(now))
  const applications = createExternalApplications(options)
  const adapter = createSqliteAdapter(database, now, applications.ofInstitution)
  const cookieKeys = loadCookieKeys(database)
  let signingKeys = await loadSigningKeys(database)

  const server = createServer()
  const port = await listen(server, options.port).catch((error: unknown) => {
    database.close()
    throw error
  })
  const origin = `http://localhost:${port}`
  const issuer = `${origin}/a/oidc-provider/api/v0`
  const requests: LoggedRequest[] = []
  const closing = new AbortController()
  const clientKeys = createClientKeys(closing.signal)
  const common = {
    appUrl,
    clientKeys,
    closing: closing.signal,
    faults: createFaults(),
    issuer,
    now,
  }
  const backChannel = createBackChannel({
    ...common,
    offered: options.backchannelLogout ?? true,
    signingAlg,
    signingKeys: () => signingKeys,
  })
  const shared = {
    ...common,
    adapter,
    backChannel,
    clientRequests: createClientRequests(now),
    dpopNonces: options.dpopNonce ? createDpopNonces(now) : undefined,
    entitlements: createEntitlements(),
    tokenRequests: createTokenRequests(now),
  }
  const build = () =>
    createProvider({
      ...shared,
      applications: applications.common,
      assertionAudience: options.assertionAudience ?? 'any',
      cookieKeys,
      pushedAuthorizationRequests: options.pushedAuthorizationRequests ?? 'off',
      signingAlg,
      signingKeys,
    })
  let provider = build()
  const simulator: Simulator = {
    origin,
    issuer,
    institutionsUrl: `${origin}${institutionsPath}`,
    clients: simulatorClients,
    requests,
    tokenRequests: shared.tokenRequests,
    clientRequests: shared.clientRequests,
    get clientKeyFetches() {
      return clientKeys.fetches
    },
    faults: shared.faults,
    entitlements: shared.entitlements,
    async rotateSigningKeys() {
      // oidc-provider reads its keys once. A new one on the same storage is as good as the old.
      signingKeys = await rotateSigningKeys(database, signingKeys)
      provider = build()
    },
    forgetClientKeys() {
      // The copy is oidc-provider's own, and a new one has none.
      provider = build()
    },
    endProviderSessions: (email) => endProviderSessions(email, { backChannel, database, now }),
    createLogoutToken({ email, clientId = 'starter', ...about }) {
      const sub = email === undefined ? about.sub : requirePerson(email).sub
      return backChannel.createLogoutToken({ ...about, clientId, sub })
    },
    async close() {
      clearInterval(sweeping)
      closing.abort()
      await closeServer(server)
      database.close()
    },
  }
  const sweeping = setInterval(() => removeExpired(database, secondsOf(now)), 60_000).unref()

  server.on('request', (req, res) => {
    logRequest(requests, req, res)
    const parts = {
      ...shared,
      provider,
      rotateSigningKeys: simulator.rotateSigningKeys,
      forgetClientKeys: simulator.forgetClientKeys,
      endProviderSessions: simulator.endProviderSessions,
      signingKeys,
    }
    handleRequest(req, res, parts).catch((error: unknown) => {
      console.error(error)
      if (!res.headersSent) res.writeHead(500)
      res.end()
    })
  })
  return simulator
}
