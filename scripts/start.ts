// Starts the application and, when no provider is named, the simulator; ends both together.
import { existsSync } from 'node:fs'
import { build } from './next-build.ts'
import { prepareDatabase } from './prepare-database.ts'
import { superviseProcesses } from './supervise-processes.ts'
import { waitUntilReady } from './wait-until-ready.ts'

const development = process.argv.includes('--dev')

// The simulator and the port are decided here, so the files that Next.js reads are read here too.
for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file)
process.env.NEXT_TELEMETRY_DISABLED = '1'

const port = process.env.PORT || '3000'
const address = process.env.APP_URL || `http://localhost:${port}`
const usesSimulator = !process.env.JHI_ISSUER

await Promise.all([!development && build(), usesSimulator && prepareDatabase()])

const processes = superviseProcesses()
if (usesSimulator) processes.start('simulator', ['simulator/main.ts'])
processes.start('application', [
  'node_modules/next/dist/bin/next',
  development ? 'dev' : 'start',
  '--port',
  port,
  // Longer than a load balancer keeps a connection that nobody uses, so that it is never the one who
  // sends a request on a connection that is being closed. `next dev` does not know the option.
  ...(development ? [] : ['--keepAliveTimeout', '65000']),
])
await waitUntilReady(`http://localhost:${port}/api/health/live`)
if (usesSimulator) {
  const simulatorPort = process.env.SIMULATOR_PORT || '4010'
  await waitUntilReady(`http://localhost:${simulatorPort}/.well-known/openid-configuration`)
}
process.stdout.write(`Ready: open ${address}\n`)
