// Runs before every command, on whatever Node.js the machine has, so it is plain JavaScript for
// Node.js 20. Installs what the lockfile names when that has not been done, and checks that the
// project's own Node.js arrived: npm skips an optional package that fails without a word.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { installPrograms } from './install-programs.mjs'

const lowestNode = [22, 18]
const stamp = 'node_modules/.installed'
const lockHash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lockHash) {
  process.stderr.write('Installing packages…\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, lockHash)
}

// npm puts node_modules/.bin first in PATH, so this is the Node.js that the command will get.
const version = execFileSync('node', ['--version'], { encoding: 'utf8' }).trim()
const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
if (major < lowestNode[0] || (major === lowestNode[0] && minor < lowestNode[1])) {
  process.stderr.write(
    `Node.js ${lowestNode.join('.')} or newer is needed, and this is ${version}.\n` +
      'The project brings its own for Linux on x64 and arm64; elsewhere, or when its download ' +
      'failed, install Node.js 24 and run the command again.\n',
  )
  process.exit(1)
}

installPrograms([
  ...(process.argv.includes('--browser') ? ['browser'] : []),
  ...(process.argv.includes('--postgres') ? ['postgres'] : []),
  ...(process.argv.includes('--redis') ? ['redis', 'openssl'] : []),
])
