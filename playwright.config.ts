import { defineConfig } from '@playwright/test'
import { appOrigin, instances } from './e2e/addresses.ts'

const ownApplications = [
  'idle-limit.spec.ts',
  'absolute-limit.spec.ts',
  'store-down.spec.ts',
  'proven-client.spec.ts',
  'odd-institutions.spec.ts',
]
const alone = ['faults-*.spec.ts', 'own-sessions.spec.ts', 'ended-elsewhere.spec.ts']
const log = 'server-log.spec.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  reporter: 'list',
  workers: 3,
  fullyParallel: true,
  retries: 0,
  timeout: 30_000,
  globalTimeout: 22 * 60_000,
  forbidOnly: process.env.CI !== undefined,
  expect: { timeout: 10_000 },
  use: {
    baseURL: appOrigin,
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'America/Chicago',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
  projects: [
    // These start applications of their own, or wait for sessions to end by themselves: they run beside
    // the others, one after the other.
    { name: 'limits', testMatch: ownApplications, workers: 1 },
    // Two browsers at a time: a machine with two cores also runs the application and the simulator.
    { name: 'pages', testIgnore: [...ownApplications, ...alone, log], workers: 2 },
    // These change the simulator for everybody, or end sessions of others, so nothing else of the
    // same application runs beside them.
    {
      name: 'alone',
      testMatch: alone,
      dependencies: ['pages'],
      fullyParallel: false,
      workers: 1,
    },
    // Reads what the whole run wrote.
    { name: 'log', testMatch: log, dependencies: ['limits', 'pages', 'alone'] },
  ],
  webServer: (['usual', 'shortLived'] as const).map((name) => ({
    name,
    command: `"${process.execPath}" e2e/start-application.ts ${name}`,
    // Answers 401 as soon as provider and database are there, so that no test waits for either.
    url: `${instances[name].origin}/api/account-services/v1/none/enterprise/nobody/accounts`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
  })),
})
