import { parseArgs } from 'node:util'
import { skipped } from './doctor/check-line'
import { checkSignIn } from './doctor/check-sign-in'
import { formatLines } from './doctor/format-lines'
import { runChecks } from './doctor/run-checks'
import { announcer } from './login'
import { defaultRedirectUri, parseRedirectUri } from './login/login-flow'
import { type Shell, untilInterrupted } from './shell'

/** For `--help`. */
export const doctorUsage = `  doctor [--json] [--sign-in] [--redirect-uri <uri>] [--no-browser]
        Check everything between this application and the provider, and say
        what to do. --sign-in also signs in with a browser, as login does.
        Status 1 on a failure.
`

/** Checks the environment, the provider, the files and the store. */
export async function runDoctor(parameters: string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({
    args: parameters,
    options: {
      json: { type: 'boolean', default: false },
      'sign-in': { type: 'boolean', default: false },
      'redirect-uri': { type: 'string', default: defaultRedirectUri },
      'no-browser': { type: 'boolean', default: false },
    },
  })
  const redirectUri = parseRedirectUri(values['redirect-uri'])
  const { lines, usable } = await runChecks(shell.environment, Date.now())
  if (values['sign-in']) {
    const announce = announcer(shell, { redirectUri, browser: !values['no-browser'] })
    lines.push(
      ...(await untilInterrupted((signal) =>
        checkSignIn(usable, { redirectUri, signal, announce }),
      )),
    )
  } else {
    lines.push(
      skipped('sign-in', 'not tried; --sign-in signs in with a browser and checks the tokens'),
    )
  }
  const healthy = lines.every(({ status }) => status !== 'failure')
  shell.print(
    values.json
      ? `${JSON.stringify({ ok: healthy, checks: lines }, null, 2)}\n`
      : formatLines(lines, {
          color: shell.terminal && !shell.environment.NO_COLOR,
          width: shell.terminal ? process.stdout.columns || 80 : null,
        }),
  )
  return healthy ? 0 : 1
}
