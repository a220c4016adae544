// Prints the figures that the budgets are about. Sizes are exact; times are of this machine, so
// read them as ratios. `npm run bench`

import { build } from '../scripts/next-build.ts'
import { createTestBrowser } from '../simulator/test-browser.ts'
import { type FirstLoad, measureFirstLoad } from './first-load.ts'
import { medianTime } from './median-time.ts'
import { startApplication } from './running-application.ts'

const row = (what: string, figure: string, budget = '') =>
  process.stdout.write(`${what.padEnd(54)}${figure.padStart(12)}  ${budget}\n`)
const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`

await build()
const application = await startApplication()
const { appUrl, simulatorUrl } = application
try {
  row(
    'npm start on a built checkout until ready',
    `${application.secondsToReady.toFixed(1)} s`,
    '≤ 5 s',
  )

  const browser = createTestBrowser(appUrl, simulatorUrl)
  const loads: [page: string, budget: number, load: FirstLoad][] = [
    ['sign-in', 140, await measureFirstLoad(browser, `${appUrl}/sign-in`)],
  ]
  const signIn = await browser.open(`${appUrl}/api/oidc/authorize`)
  await browser.submit(signIn, { email: 'many@example.test', password: 'x' })
  const cookieBytes = () =>
    [...browser.cookies.values()]
      .filter(({ name }) => name === 'jhi_session')
      .map(({ name, value }) => name.length + 1 + value.length)[0] ?? 0

  const list = await browser.open(`${appUrl}/api/institutions?limit=50`)
  const { institutions } = JSON.parse(list.markup) as { institutions: { institutionId: string }[] }
  const [first] = institutions
  await browser.open(`${appUrl}/i/${first?.institutionId}`)
  row('session cookie with 1 institution', `${cookieBytes()} B`, '≤ 600 B')
  for (const { institutionId } of institutions) await browser.open(`${appUrl}/i/${institutionId}`)
  row(`session cookie with ${institutions.length} institutions`, `${cookieBytes()} B`, 'the same')

  loads.push(
    ['picker', 170, await measureFirstLoad(browser, `${appUrl}/institutions`)],
    [
      'institution home',
      170,
      await measureFirstLoad(browser, `${appUrl}/i/${first?.institutionId}`),
    ],
  )
  for (const [page, budget, { scripts, styles }] of loads) {
    row(`first-load JavaScript, ${page} (gzip)`, kilobytes(scripts), `≤ ${budget} kB`)
    row(`styles, ${page} (gzip)`, kilobytes(styles), '≤ 20 kB')
  }

  const plain = await medianTime(browser, `${appUrl}/api/health/live`)
  const search = await medianTime(browser, `${appUrl}/api/institutions?query=first+na`)
  row('search of 1,204 institutions, times a bare route', `${(search / plain).toFixed(2)} ×`)
} finally {
  await application.stop()
}
