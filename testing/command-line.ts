import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Runs `npm run jhi -- …` as an operator would, and answers what it printed.
 *
 * @throws when it ends with another status than 0
 */
export async function runJhi(
  environment: Readonly<Record<string, string>>,
  ...parameters: string[]
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'npm',
    ['run', '--silent', 'jhi', '--', ...parameters],
    { env: { ...process.env, ...environment, NODE_ENV: 'production' } },
  )
  return stdout
}
