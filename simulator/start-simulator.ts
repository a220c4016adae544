import { createServer } from 'node:http'
import type { JWK } from 'jose'
import { type Now, secondsOf } from './clock.ts'
import { createProvider } from './create-provider.ts'
import { openDataFile, removeExpired } from './data-file.ts'
import { createEntitlements, type Entitlements } from './entitlements.ts'
import { createExternalApplications, simulatorSecret } from './external-applications.ts'
import { createFaults, type Faults } from './faults.ts'
import { institutionsPath } from './groups-api.ts'
import { closeServer, listen } from './listening.ts'
import { handleRequest } from './request-handler.ts'
import { type LoggedRequest, logRequest } from './request-log.ts'
import {
  loadCookieKeys,
  loadSigningKeys,
  rotateSigningKeys,
  type SigningKey,
} from './signing-keys.ts'
import { createSqliteAdapter } from './sqlite-adapter.ts'

/** How to start a simulator. */
export interface SimulatorOptions {
  /** 0 takes any free port. */
  port: number
  /** Origin of the application; decides the registered redirect URIs. */
  appUrl: string
  /** Where state is kept, or `:memory:`. */
  dataFile: string
  /** Milliseconds since 1970; the machine's clock by default. */
  now?: Now | undefined
  /** Public keys of `starter-key`, which exists only when these or `clientJwksUri` are given. */
  clientJwks?: { keys: JWK[] } | undefined
  clientJwksUri?: string | undefined
  /** Signs ID tokens and access tokens; RS256 by default. */
  signingAlg?: SigningKey['alg'] | undefined
}

/** A running simulator. */
export interface Simulator {
  readonly origin: string
  readonly issuer: string
  /** Address of the institution list, with `{userId}` in it. */
  readonly institutionsUrl: string
  /** Ids of the External Applications, and the secret of those that have one. */
  readonly clients: {
    readonly basic: string
    readonly post: string
    readonly privateKey: string
    readonly forInstitution: (institutionId: string) => string
    readonly secret: string
  }
  /** Every request so far, the oldest dropped after 5,000. */
  readonly requests: LoggedRequest[]
  readonly faults: Faults
  readonly entitlements: Entitlements
  /** Signs with new keys from now on; the previous ones stay in the key set. */
  rotateSigningKeys(): Promise<void>
  /** Stops listening, drops open connections and closes the data file. */
  close(): Promise<void>
}

/** Starts a simulator in this process. Several can run side by side, each on a port of its own. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { appUrl, dataFile, now = Date.now, signingAlg = 'RS256' } = options
  const database = openDataFile(dataFile)
  removeExpired(database, secondsOf(now))
  const adapter = createSqliteAdapter(database, now, appUrl)
  const cookieKeys = loadCookieKeys(database)
  let signingKeys = await loadSigningKeys(database)

  const server = createServer()
  const port = await listen(server, options.port).catch((error: unknown) => {
    database.close()
    throw error
  })
  const origin = `http://localhost:${port}`
  const issuer = `${origin}/a/oidc-provider/api/v0`
  const applications = createExternalApplications(appUrl, options)
  const requests: LoggedRequest[] = []
  const closing = new AbortController()
  const shared = {
    closing: closing.signal,
    adapter,
    appUrl,
    entitlements: createEntitlements(),
    faults: createFaults(),
    issuer,
    now,
  }
  const build = () =>
    createProvider({ ...shared, applications, cookieKeys, signingAlg, signingKeys })
  let provider = build()
  const simulator: Simulator = {
    origin,
    issuer,
    institutionsUrl: `${origin}${institutionsPath}`,
    clients: {
      basic: 'starter',
      post: 'starter-post',
      privateKey: 'starter-key',
      forInstitution: (institutionId) => `starter-${institutionId}`,
      secret: simulatorSecret,
    },
    requests,
    faults: shared.faults,
    entitlements: shared.entitlements,
    async rotateSigningKeys() {
      // oidc-provider reads its keys once. A new one on the same storage is as good as the old.
      signingKeys = await rotateSigningKeys(database, signingKeys)
      provider = build()
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
