/** Ports of their own, so that the tests run beside an application that is open already. */
export const appPort = 3180
export const simulatorPort = 4180

export const appOrigin = `http://localhost:${appPort}`
export const simulatorOrigin = `http://localhost:${simulatorPort}`
export const issuer = `${simulatorOrigin}/a/oidc-provider/api/v0`

/** Every line that application and simulator write during the run. */
export const serverLogFile = 'test-results/server.log'

/** Authorization codes that the run has seen, one a line, so that the log can be searched for them. */
export const seenCodesFile = 'test-results/authorization-codes.txt'

/** Recognisable values: wherever one of them shows, something secret has got out. */
export const sessionSecret = 'end-to-end-session-secret-0123456789abcdef'
export const clientSecret = 'simulator-only-secret'
