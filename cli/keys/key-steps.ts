import { isAbsolute, relative } from 'node:path'
import type { EnvironmentVariables } from '@/lib/config/command-environment'

/** What is left to do once the first key is made; what is set already is left out. */
export function firstSteps(
  kid: string,
  { path, environment }: { path: string; environment: EnvironmentVariables },
): string {
  const file = shorten(path)
  const { JHI_CLIENT_AUTH, JHI_CLIENT_KEYS } = environment
  const unset = [
    JHI_CLIENT_AUTH === 'private_key_jwt' ? [] : ['JHI_CLIENT_AUTH=private_key_jwt'],
    JHI_CLIENT_KEYS && shorten(JHI_CLIENT_KEYS) === file ? [] : [`JHI_CLIENT_KEYS=${file}`],
  ].flat()
  const steps = [
    ...(unset.length > 0 ? [`In .env: ${unset.join(' and ')}`] : []),
    'Register APP_URL/.well-known/jwks.json (or: npm run -s jhi -- keys export --pem)',
    'npm start, then npm run jhi -- doctor',
  ]
  const lines = steps.map((step, index) => `\n  ${index + 1}. ${step}`)
  return `Made ${file} with the key ${kid}; it signs.\nNext:${lines.join('')}`
}

/** A path below the working directory as people write it. */
function shorten(path: string): string {
  const short = relative('', path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}
