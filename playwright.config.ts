import { defineConfig } from '@playwright/test'
import { appOrigin } from './e2e/addresses.ts'

const faults = 'faults-*.spec.ts'
const log = 'server-log.spec.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  reporter: 'list',
  // Two browsers at a time: a machine with two cores also runs the application and the simulator.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 30_000,
  globalTimeout: 15 * 60_000,
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
    { name: 'pages', testIgnore: [faults, log] },
    // Faults change the simulator for everybody, so nothing else runs beside them.
    {
      name: 'faults',
      testMatch: faults,
      dependencies: ['pages'],
      fullyParallel: false,
      workers: 1,
    },
    // Reads what the whole run wrote.
    { name: 'log', testMatch: log, dependencies: ['pages', 'faults'] },
  ],
  webServer: {
    name: 'application',
    command: `"${process.execPath}" e2e/start-application.ts`,
    url: `${appOrigin}/api/health/ready`,
    timeout: 180_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 12_000 },
  },
})
