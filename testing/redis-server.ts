import { createServerCertificate, type ServerCertificate } from './redis-certificate.ts'
import { type RedisProcess, startRedisProcess } from './redis-process.ts'
import { createServerFolder } from './server-folder.ts'

export interface RedisOptions {
  readonly tls?: boolean
  /** Every answered write is on the disk; without it, all data end with the process. */
  readonly appendOnly?: boolean
  readonly password?: string
}

/** One server of a test's own. Nothing is left of it after `close`, or after the test process. */
export interface RedisServer extends RedisProcess {
  /** As `SESSION_STORE` takes it, with the password. */
  readonly url: string
  /** With TLS, the authority to trust: for `NODE_EXTRA_CA_CERTS` or a client's `ca`. */
  readonly caFile?: string
}

/** Starts one server on a free port of loopback. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const { tls = false, appendOnly = false, password } = options
  const folder = createServerFolder()
  const certificate = tls ? await createServerCertificate(folder) : undefined
  const server = await startRedisProcess(folder, (port) => [
    ...(certificate === undefined ? [`port ${port}`] : tlsSettings(port, certificate)),
    ...(appendOnly ? ['appendonly yes', 'appendfsync always'] : []),
    ...(password === undefined ? [] : [`requirepass ${JSON.stringify(password)}`]),
    'save ""',
  ])
  const userInfo = password === undefined ? '' : `:${encodeURIComponent(password)}@`
  return {
    ...server,
    // A copy of it would name the first process for ever.
    get processId() {
      return server.processId
    },
    url: `${tls ? 'rediss' : 'redis'}://${userInfo}localhost:${server.port}`,
    ...(certificate && { caFile: certificate.caFile }),
  }
}

function tlsSettings(port: number, certificate: ServerCertificate): string[] {
  return [
    'port 0',
    `tls-port ${port}`,
    `tls-cert-file ${JSON.stringify(certificate.certificateFile)}`,
    `tls-key-file ${JSON.stringify(certificate.keyFile)}`,
    `tls-ca-cert-file ${JSON.stringify(certificate.caFile)}`,
    'tls-auth-clients no',
  ]
}
