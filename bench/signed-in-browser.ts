import { createTestBrowser, type TestBrowser } from '../simulator/test-browser.ts'
import type { RunningApplication } from './running-application.ts'

/** Someone who signed in, and the institutions on the first page of their list. */
export interface SignedInBrowser extends TestBrowser {
  readonly institutionIds: readonly string[]
  /** The session cookie as a `Cookie` header has it. */
  sessionCookie(): string
}

/** Signs in as the person with 1,204 institutions. */
export async function signIn({
  appUrl,
  simulatorUrl,
}: RunningApplication): Promise<SignedInBrowser> {
  const browser = createTestBrowser(appUrl, simulatorUrl)
  const page = await browser.open(`${appUrl}/api/oidc/authorize`)
  await browser.submit(page, { email: 'many@example.test', password: 'x' })
  const list = await browser.open(`${appUrl}/api/institutions?limit=50`)
  const { institutions } = JSON.parse(list.markup) as { institutions: { institutionId: string }[] }
  return {
    ...browser,
    institutionIds: institutions.map(({ institutionId }) => institutionId),
    sessionCookie() {
      const cookie = [...browser.cookies.values()].find(({ name }) => name === 'jhi_session')
      if (cookie === undefined) throw new Error('signing in gave no session cookie')
      return `${cookie.name}=${cookie.value}`
    },
  }
}
