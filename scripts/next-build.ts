import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

const stamp = '.next/built-from'
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const sources = [
  '{app,components,lib,public}/**/*',
  '{proxy,instrumentation,next.config}.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]

/**
 * Builds the application for production, and notes from which sources, so that a start builds
 * again when, and only when, something changed.
 */
export async function build({ always = false } = {}): Promise<void> {
  const hash = hashOfSources()
  const built = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
  if (built && !always) return
  process.stderr.write('Building…\n')
  // `next dev` leaves types of routes that may be gone since, and the build would trip over them.
  rmSync('.next/dev', { recursive: true, force: true })
  rmSync(stamp, { force: true })
  const next = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    // To standard error: standard output of `npm start` is the one line with the address.
    stdio: ['ignore', process.stderr, 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  const endToo = () => next.kill('SIGTERM')
  for (const signal of endingSignals) process.once(signal, endToo)
  const [status] = (await once(next, 'exit')) as [number | null]
  for (const signal of endingSignals) process.off(signal, endToo)
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, hash)
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  const files = globSync(sources).filter(
    (file) => !/\.test\.tsx?$/.test(file) && statSync(file).isFile(),
  )
  for (const file of files.sort()) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}
