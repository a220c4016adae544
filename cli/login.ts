import { parseArgs } from 'node:util'
import { parseConfig } from '@/lib/config/parse-config'
import { openExternalApplications } from '@/lib/external-applications/external-applications'
import { revokeTokens } from '@/lib/oidc/token-revocation'
import { defaultRedirectUri, parseRedirectUri, type SignIn, signIn } from './login/login-flow'
import { openBrowser } from './login/open-browser'
import { reportSignIn } from './login/sign-in-report'
import { formatSignIn } from './login/sign-in-text'
import { type Shell, untilInterrupted } from './shell'

/** For `--help`. */
export const loginUsage = `  login [--institution <id>] [--login-hint <email>] [--redirect-uri <uri>]
      [--json] [--show-tokens] [--no-browser]
        Sign in with a browser and show what came of it. The redirect URI,
        ${defaultRedirectUri} unless given, has to be registered
        at the External Application. The refresh token is revoked again,
        unless tokens are shown.
`

/**
 * Signs a person in from the command line: the quickstart, and the quickest proof that everything is
 * registered as it should be.
 *
 * @throws ConfigError, or a refusal in words
 */
export async function runLogin(parameters: string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({
    args: parameters,
    options: {
      institution: { type: 'string' },
      'login-hint': { type: 'string' },
      'redirect-uri': { type: 'string', default: defaultRedirectUri },
      json: { type: 'boolean', default: false },
      'show-tokens': { type: 'boolean', default: false },
      'no-browser': { type: 'boolean', default: false },
    },
  })
  const redirectUri = parseRedirectUri(values['redirect-uri'])
  const showTokens = values['show-tokens']
  const config = parseConfig(shell.environment, { generateSessionSecret: () => '' })
  const applications = openExternalApplications(config)
  try {
    const signedIn = await untilInterrupted((signal) =>
      signIn({
        config,
        applications,
        institutionId: values.institution ?? null,
        loginHint: values['login-hint'] ?? null,
        redirectUri,
        signal,
        announce: announcer(shell, { redirectUri, browser: !values['no-browser'] }),
      }),
    )
    const report = await reportSignIn(signedIn, { showTokens })
    if (!showTokens) await revokeRefreshToken(signedIn)
    shell.print(
      values.json
        ? `${JSON.stringify(report, null, 2)}\n`
        : `\n${formatSignIn(report, { now: Date.now() })}`,
    )
    return 0
  } finally {
    applications.close()
  }
}

/** Shows the address beside the answer, so that `--json` leaves JSON alone on standard output. */
export function announcer(
  shell: Shell,
  { redirectUri, browser }: { redirectUri: URL; browser: boolean },
): (url: URL) => void {
  return (url) => {
    shell.note(
      `Open this address and sign in:\n\n  ${url.href}\n\nIf the browser shows an error page instead, ${redirectUri.href} is not registered.\nWaiting for five minutes; Ctrl-C ends it.\n`,
    )
    if (browser && shell.terminal) openBrowser(url)
  }
}

/** Nobody is going to use it. */
export async function revokeRefreshToken({ grant, relyingParty }: SignIn): Promise<void> {
  const { refreshToken } = grant.tokenSet
  if (refreshToken === undefined) return
  const { clientId } = grant.application
  await revokeTokens(relyingParty, {
    tokens: [{ refreshToken, clientId }],
    withinMilliseconds: 3_000,
  })
}
