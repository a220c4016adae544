import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findPostgres } from './find-postgres.mjs'
import { findProgram, findRedisServer } from './find-program.mjs'
import { withoutServices } from './without-services.mjs'

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** What a command may need beside packages of npm: how to find it, and Debian's packages of it. */
const programs = {
  browser: {
    name: 'Chromium',
    isInstalled: () => existsSync(chromium),
    variable: 'CHROMIUM_PATH',
    packages: ['chromium', 'fonts-liberation'],
    services: [],
  },
  redis: {
    name: 'Redis or Valkey',
    isInstalled: () => findRedisServer() !== undefined,
    variable: 'REDIS_SERVER_PATH',
    packages: ['redis-server'],
    services: ['redis-server'],
  },
  postgres: {
    name: 'PostgreSQL',
    isInstalled: () => findPostgres() !== undefined,
    variable: 'POSTGRES_BIN_PATH',
    packages: ['postgresql'],
    services: ['postgresql'],
  },
  openssl: {
    name: 'OpenSSL',
    isInstalled: () => findProgram('openssl') !== undefined,
    packages: ['openssl'],
    services: [],
  },
}

/**
 * Makes sure that these programs are there. Debian's packages are installed as root; otherwise,
 * and where a variable names a program that is not there, says what to do and ends the process.
 */
export function installPrograms(names) {
  const missing = names.map((name) => programs[name]).filter((program) => !program.isInstalled())
  const installable = missing.filter(({ variable = '' }) => !process.env[variable])
  const isRoot = process.getuid?.() === 0
  if (installable.length > 0 && isRoot && existsSync('/usr/bin/apt-get')) install(installable)

  const stillMissing = missing.filter((program) => !program.isInstalled())
  for (const { name, packages, variable } of stillMissing) {
    const packageList = packages.join(' ')
    const orNameIt = variable === undefined ? '' : `, or set ${variable} to its program`
    process.stderr.write(
      `The tests need ${name}. Install it (on Debian as root: apt-get install ${packageList})` +
        `${orNameIt}, and run the command again.\n`,
    )
  }
  if (stillMissing.length > 0) process.exit(1)
}

function install(missing) {
  process.stderr.write(`Installing ${missing.map(({ name }) => name).join(' and ')}…\n`)
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  const packages = missing.flatMap((program) => program.packages)
  const services = missing.flatMap((program) => program.services)
  withoutServices(services, () => {
    const { signal } = spawnSync('apt-get', ['update', '-q'], options)
    if (signal !== null) return
    spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], options)
  })
}
