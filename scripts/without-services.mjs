import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'

// Debian asks this program before a package starts its service; 101 means no.
const policyFile = '/usr/sbin/policy-rc.d'
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Installs packages whose services must run neither now nor after the machine starts again. */
export function withoutServices(services, install) {
  // A signal ends apt-get, which shares our terminal. We go on, to take the policy back.
  const goOn = () => {}
  for (const signal of endingSignals) process.on(signal, goOn)
  const isOurs = services.length > 0 && writePolicy()
  try {
    install()
  } finally {
    if (isOurs) rmSync(policyFile, { force: true })
  }
  for (const service of services) {
    // Only where the machine has a policy of its own, and that one says yes, is there one to stop.
    spawnSync('/usr/sbin/service', [service, 'stop'], { stdio: 'ignore' })
    spawnSync('/usr/sbin/update-rc.d', [service, 'disable'], { stdio: 'ignore' })
  }
  for (const signal of endingSignals) process.off(signal, goOn)
}

/** Says no to every service, unless the machine has a policy already: that one is left alone. */
function writePolicy() {
  try {
    writeFileSync(policyFile, '#!/bin/sh\nexit 101\n', { flag: 'wx', mode: 0o755 })
    return true
  } catch {
    return false
  }
}
