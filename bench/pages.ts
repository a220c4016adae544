import { createTestBrowser } from '../simulator/test-browser.ts'
import { firstLoadBudgets } from './budgets.ts'
import { type FirstLoad, measureFirstLoad } from './first-load.ts'
import { medianTime } from './median-time.ts'
import { asRatio, inBytes, inKilobytes, inSeconds, printRow } from './print-row.ts'
import { type RunningApplication, startApplication } from './running-application.ts'
import { type SignedInBrowser, signIn } from './signed-in-browser.ts'

const kilobyte = 1_000

/** How fast it starts, what a browser loads and keeps, and how long a search takes. */
export async function measurePages(): Promise<void> {
  const application = await startApplication({ portOffset: 1 })
  try {
    printRow({
      what: 'npm start on a built checkout until ready',
      value: application.secondsToReady,
      format: inSeconds,
      atMost: 5,
    })
    const browser = await signIn(application)
    await measureCookie(application, browser)
    await measureLoads(application, browser)
    await measureSearch(application, browser)
  } finally {
    await application.stop()
  }
}

async function measureCookie({ appUrl }: RunningApplication, browser: SignedInBrowser) {
  const { institutionIds } = browser
  await browser.open(`${appUrl}/i/${institutionIds[0]}`)
  const bytes = browser.sessionCookie().length
  printRow({
    what: 'session cookie with 1 institution',
    value: bytes,
    format: inBytes,
    atMost: 600,
  })
  for (const institutionId of institutionIds) await browser.open(`${appUrl}/i/${institutionId}`)
  printRow({
    what: `session cookie with ${institutionIds.length} institutions, the same`,
    value: browser.sessionCookie().length,
    format: inBytes,
    atMost: bytes,
  })
}

async function measureLoads(
  { appUrl, simulatorUrl }: RunningApplication,
  browser: SignedInBrowser,
): Promise<void> {
  const stranger = createTestBrowser(appUrl, simulatorUrl)
  const home = `${appUrl}/i/${browser.institutionIds[0]}`
  const loads: [page: string, budget: number, load: FirstLoad][] = [
    ['sign-in', firstLoadBudgets.signIn, await measureFirstLoad(stranger, `${appUrl}/sign-in`)],
    ['picker', firstLoadBudgets.picker, await measureFirstLoad(browser, `${appUrl}/institutions`)],
    ['institution home', firstLoadBudgets.institutionHome, await measureFirstLoad(browser, home)],
    ['accounts', firstLoadBudgets.accounts, await measureFirstLoad(browser, `${home}/accounts`)],
    [
      'account',
      firstLoadBudgets.account,
      await measureFirstLoad(browser, `${home}/accounts/00112233445566aa`),
    ],
  ]
  for (const [page, budget, { scripts, styles }] of loads) {
    printRow({
      what: `first-load JavaScript, ${page} (gzip)`,
      value: scripts,
      format: inKilobytes,
      atMost: budget * kilobyte,
    })
    printRow({
      what: `styles, ${page} (gzip)`,
      value: styles,
      format: inKilobytes,
      atMost: firstLoadBudgets.styles * kilobyte,
    })
  }
}

async function measureSearch({ appUrl }: RunningApplication, browser: SignedInBrowser) {
  const plain = await medianTime(browser, `${appUrl}/api/health/live`)
  const search = await medianTime(browser, `${appUrl}/api/institutions?query=first+na`)
  printRow({
    what: 'search of 1,204 institutions, times a bare route',
    value: search / plain,
    format: asRatio,
  })
}
