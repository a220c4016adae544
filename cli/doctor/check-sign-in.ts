import { describeFailure } from '@/cli/command-error'
import { revokeRefreshToken } from '@/cli/login'
import { describeMissing } from '@/cli/login/listed-institutions'
import { type SignInOptions, signIn } from '@/cli/login/login-flow'
import { reportSignIn, type SignInReport } from '@/cli/login/sign-in-report'
import { type CheckLine, failure, leftOut, ok, warning } from './check-line'
import type { Usable } from './run-checks'

const name = 'sign-in'
/** Jack Henry documents 600 seconds. */
const longestLife = 3_600

/** Signs a person in at institution zero and looks at what came of it. */
export async function checkSignIn(
  usable: Usable | null,
  options: Pick<SignInOptions, 'redirectUri' | 'signal' | 'announce'>,
): Promise<CheckLine[]> {
  if (usable === null) return [leftOut([name])]
  try {
    const signedIn = await signIn({ ...usable, ...options, institutionId: null, loginHint: null })
    const report = await reportSignIn(signedIn, { showTokens: false })
    await revokeRefreshToken(signedIn)
    return [
      ok(name, `works, as ${report.application.clientId} by ${report.application.authentication}`),
      ...checkTokens(report, usable),
      ...checkInstitutions(report),
      ...report.notices.map((notice) =>
        warning(name, notice, 'See npm run jhi -- login for all of it.'),
      ),
    ]
  } catch (error) {
    const { text } = describeFailure(error)
    return [failure(name, text, 'Try it alone with npm run jhi -- login.')]
  }
}

function checkTokens({ accessToken, institution }: SignInReport, { config }: Usable): CheckLine[] {
  const { lifetimeSeconds } = accessToken
  const lines: CheckLine[] = []
  if (institution.named === null) {
    lines.push(
      warning(
        name,
        `no token has the claim ${config.institutionClaim}`,
        'Set JHI_INSTITUTION_CLAIM to the claim that names the institution: without it every institution is refused as institution_mismatch.',
      ),
    )
  }
  if (lifetimeSeconds > longestLife || lifetimeSeconds < 60) {
    const advice =
      'Jack Henry documents 600 seconds; milliseconds in expires_in would look like more.'
    lines.push(warning(name, `the access token lives ${lifetimeSeconds} s`, advice))
  }
  return lines
}

function checkInstitutions({ institutions }: SignInReport): CheckLine[] {
  if (institutions === null) return []
  if ('problem' in institutions) {
    return [failure('directory', institutions.problem, institutions.advice)]
  }
  if (institutions.total === 0) {
    const advice = 'Have this person invited to a Banno Group at an institution, in Users & Groups.'
    return [warning('directory', 'lists no institution for this person', advice)]
  }
  const missing = describeMissing(institutions)
  if (missing === null) {
    return [ok('directory', `lists ${institutions.total} institutions for this person`)]
  }
  const advice = 'Invite the person there in Users & Groups, or correct the id in the file.'
  return [warning('directory', missing, advice)]
}
