import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Makes sure that the end-to-end tests have a browser: Debian's Chromium, or another by path. */
export function installBrowser() {
  if (existsSync(chromium)) return
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing Chromium…\n')
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    spawnSync('apt-get', ['update', '-q'], options)
    spawnSync('apt-get', ['install', '-qy', 'chromium', 'fonts-liberation'], options)
    if (existsSync(chromium)) return
  }
  process.stderr.write(
    'The end-to-end tests need Chromium. Install it (on Debian as root: apt-get install chromium), ' +
      'or set CHROMIUM_PATH to the browser’s program, and run the command again.\n',
  )
  process.exit(1)
}
