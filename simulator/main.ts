import type { PushedRequests } from './provider-features.ts'
import { startSimulator } from './start-simulator.ts'

const port = portFrom('SIMULATOR_PORT', 4010)
const appUrl = process.env.APP_URL || `http://localhost:${portFrom('PORT', 3000)}`
const dataFile = process.env.SIMULATOR_DATA || '.data/simulator.db'
const pushedAuthorizationRequests = pushedRequestsFrom('SIMULATOR_PAR')
const dpopNonce = process.env.SIMULATOR_DPOP_NONCE === 'on'
const backchannelLogout = process.env.SIMULATOR_BACKCHANNEL_LOGOUT !== 'off'

try {
  const simulator = await startSimulator({
    port,
    appUrl: appUrl.replace(/\/$/, ''),
    dataFile,
    backchannelLogout,
    pushedAuthorizationRequests,
    dpopNonce,
  })
  console.log(`Simulator of Jack Henry Identity, issuer ${simulator.issuer}`)
  const end = () => void simulator.close().then(() => process.exit(0))
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
} catch (error) {
  if (!isPortInUse(error)) throw error
  stop(`Port ${port} is in use. Stop what listens there, or set SIMULATOR_PORT to another port.`)
}

function portFrom(name: string, otherwise: number): number {
  const value = process.env[name]
  if (value === undefined || value === '') return otherwise
  const number = Number(value)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    stop(`${name} is not a port number.`)
  }
  return number
}

function pushedRequestsFrom(name: string): PushedRequests {
  const value = process.env[name] || 'off'
  if (value === 'off' || value === 'offered' || value === 'required') return value
  return stop(`${name} is not one of off, offered, required.`)
}

function isPortInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

function stop(message: string): never {
  console.error(message)
  process.exit(1)
}
