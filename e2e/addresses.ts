/** An application of the run, with a simulator and ports of its own. */
export interface Instance {
  readonly port: number
  readonly simulatorPort: number
  readonly origin: string
  readonly simulatorOrigin: string
  /** Every line that application and simulator write during the run. */
  readonly logFile: string
  readonly environment: Readonly<Record<string, string>>
}

/** How long a session of {@link shortLived} lasts. */
export const shortLimits = { idleSeconds: 18, absoluteSeconds: 60 } as const

/** The applications of the run. Their ports let it run beside an application that is open already. */
export const instances = {
  /** The one that tests use, many at a time. */
  usual: describeInstance('server', [3180, 4180]),
  /** Its sessions end while a test looks on. */
  shortLived: describeInstance('short-lived', [3182, 4182], {
    SESSION_IDLE_MINUTES: String(shortLimits.idleSeconds / 60),
    SESSION_ABSOLUTE_HOURS: String(shortLimits.absoluteSeconds / 3_600),
  }),
  /** Its session store is taken away by the test that starts it. */
  storeless: describeInstance('storeless', [3183, 4183]),
  /** Proves itself with keys, pushes its requests and binds its tokens. Its test brings the files. */
  proven: describeInstance('proven', [3184, 4184], {
    JHI_CLIENT_AUTH: 'private_key_jwt',
    JHI_PAR: 'required',
    JHI_DPOP: 'on',
    SIMULATOR_PAR: 'required',
    SIMULATOR_DPOP_NONCE: 'on',
  }),
  /** Takes its institutions from a file. Its test brings it. */
  listed: describeInstance('listed', [3185, 4185], { INSTITUTION_DIRECTORY: 'file' }),
} as const

export const appOrigin = instances.usual.origin
export const simulatorOrigin = instances.usual.simulatorOrigin
export const issuer = `${simulatorOrigin}/a/oidc-provider/api/v0`

/** Authorization codes that the run has seen, one a line, so that the logs can be searched for them. */
export const seenCodesFile = 'test-results/authorization-codes.txt'

/** Recognisable values: wherever one of them shows, something secret has got out. */
export const sessionSecret = 'end-to-end-session-secret-0123456789abcdef'
export const clientSecret = 'simulator-only-secret'

/** Whether an address is one of an application of ours. */
export function isOurs(address: string | URL): boolean {
  const { origin } = new URL(address)
  return Object.values(instances).some((instance) => instance.origin === origin)
}

function describeInstance(
  name: string,
  [port, simulatorPort]: readonly [number, number],
  environment: Readonly<Record<string, string>> = {},
): Instance {
  return {
    port,
    simulatorPort,
    origin: `http://localhost:${port}`,
    simulatorOrigin: `http://localhost:${simulatorPort}`,
    logFile: `test-results/${name}.log`,
    environment,
  }
}
