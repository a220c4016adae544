// Starts the built application and the simulator on the ports of the tests, with data of their own
// in a folder that goes away with them, and writes all that they say into one file.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { appOrigin, appPort, serverLogFile, sessionSecret, simulatorPort } from './addresses.ts'

const data = mkdtempSync(join(tmpdir(), 'jhi-e2e-'))
mkdirSync(dirname(serverLogFile), { recursive: true })
const log = openSync(serverLogFile, 'w')

const application = spawn(process.execPath, ['scripts/start.ts'], {
  stdio: ['ignore', log, log],
  env: {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(appPort),
    SIMULATOR_PORT: String(simulatorPort),
    APP_URL: appOrigin,
    // Set and empty: a developer's own `.env` must not lead the tests to a real provider.
    JHI_ISSUER: '',
    SIMULATOR_DATA: join(data, 'simulator.db'),
    SESSION_STORE: `sqlite:${join(data, 'sessions.db')}`,
    SESSION_SECRETS: sessionSecret,
    LOG_LEVEL: 'debug',
  },
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => application.kill('SIGTERM'))
}
application.on('exit', (code) => {
  rmSync(data, { recursive: true, force: true })
  process.exit(code ?? 1)
})
