import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** [importing file, imported module]: one planted violation for each kind the table forbids. */
const forbidden = [
  ['lib/errors.ts', '@/lib/config/config'],
  ['lib/config/a.ts', '@/lib/observability/log'],
  ['lib/observability/a.ts', '@/lib/session/session'],
  ['lib/security/a.ts', '@/lib/config/config'],
  ['lib/tokens/a.ts', '@/lib/oidc/id-token'],
  ['lib/external-applications/a.ts', '@/lib/oidc/provider'],
  ['lib/external-applications/b.ts', 'openid-client'],
  ['lib/files/a.ts', '@/lib/external-applications/client-keys'],
  ['lib/http/c.ts', '@/lib/files/watched-file'],
  ['lib/session/c.ts', '@/lib/external-applications/external-applications'],
  ['lib/api/c.ts', '@/lib/external-applications/client-keys'],
  ['lib/oidc/a.ts', '@/lib/session/session'],
  ['lib/session/a.ts', '@/lib/oidc/provider'],
  ['lib/institutions/a.ts', '@/lib/auth/auth-context'],
  ['lib/resource-server/a.ts', '@/lib/oidc/provider'],
  ['lib/auth/a.ts', '@/lib/resource-server/require-access'],
  ['lib/database/a.ts', '@/lib/institutions/directory-tables'],
  ['lib/institutions/b.ts', 'pg'],
  ['lib/audit/b.ts', 'pg'],
  ['lib/audit/a.ts', '@/lib/accounts/endpoints'],
  ['lib/accounts/a.ts', '@/lib/guard/guarded-route'],
  ['lib/accounts/b.ts', '@/lib/auth/auth-context'],
  ['lib/accounts/c.ts', 'next/server'],
  ['lib/guard/a.ts', '@/lib/accounts/endpoints'],
  ['lib/guard/b.ts', 'jose'],
  ['lib/guard/c.ts', 'drizzle-orm'],
  ['lib/resource-server/b.ts', '@/lib/database/database'],
  ['lib/http/d.ts', '@/lib/guard/guarded-route'],
  ['app/api/account-services/a.ts', '@/lib/http/route'],
  ['app/api/wires/v1/a.ts', '@/lib/http/route'],
  ['app/api/[...more]/a.ts', '@/lib/http/route'],
  ['app/d.tsx', '@/lib/audit/audit-trail'],
  ['app/e.tsx', '@/lib/database/ask-database'],
  ['lib/auth/b.ts', '@/lib/http/route'],
  ['lib/api/a.ts', '@/lib/session/session'],
  ['lib/http/a.ts', '@/lib/oidc/provider'],
  ['components/ui/a.tsx', '@/lib/auth/auth-context'],
  ['components/ui/b.tsx', '@/lib/institutions/search'],
  ['app/a.tsx', '@/lib/session/session'],
  ['app/b.tsx', '@/lib/config/config'],
  ['app/c.tsx', '@/simulator/people'],
  ['lib/auth/c.ts', '../session/session'],
  ['app/x/a.tsx', '../../lib/session/session'],
  ['lib/auth/d.ts', 'openid-client'],
  ['lib/auth/e.ts', 'jose'],
  ['lib/http/b.ts', 'iron-session'],
  ['lib/auth/f.ts', 'next/headers'],
  ['lib/api/b.ts', 'next-auth'],
  ['lib/oidc/b.ts', 'next-auth/jwt'],
  ['lib/auth/g.ts', 'redis'],
  ['lib/config/b.ts', 'redis'],
  ['lib/auth/h.ts', 'drizzle-orm'],
  ['lib/session/d.ts', 'pg'],
  ['cli/d.ts', '@electric-sql/pglite'],
  ['cli/a.ts', '@/lib/auth/auth-context'],
  ['cli/b.ts', '@/lib/http/route'],
  ['cli/c.ts', 'next/server'],
] as const

const allowed = [
  ['lib/oidc/ok-a.ts', '@/lib/tokens/token-set'],
  ['lib/oidc/ok-c.ts', '@/lib/external-applications/external-application'],
  ['lib/external-applications/ok-a.ts', '@/lib/files/watched-file'],
  ['lib/institutions/ok-b.ts', 'drizzle-orm/pg-core'],
  ['lib/institutions/ok-c.ts', '@/lib/database/open-database'],
  ['lib/database/ok-b.ts', 'pg'],
  ['lib/database/ok-c.ts', '@electric-sql/pglite'],
  ['lib/institutions/ok-a.ts', '@/lib/files/watched-file'],
  ['lib/oidc/ok-b.ts', 'openid-client'],
  ['lib/session/ok-a.ts', 'iron-session'],
  ['lib/session/ok-b.ts', 'redis'],
  ['lib/database/ok-a.ts', 'drizzle-orm/migrator'],
  ['lib/accounts/ok-a.ts', '@/lib/audit/audit-trail'],
  ['lib/accounts/ok-b.ts', 'drizzle-orm'],
  ['lib/guard/ok-a.ts', '@/lib/resource-server/require-access'],
  ['lib/guard/ok-b.ts', 'next/server'],
  ['app/ok-b.tsx', '@/lib/guard/guarded-route'],
  ['app/api/account-services/ok-a.ts', '@/lib/guard/guarded-route'],
  ['app/api/wires/v1/ok-a.ts', '@/lib/guard/guarded-route'],
  ['app/api/[...rest]/ok-a.ts', '@/lib/http/route'],
  ['app/api/oidc/ok-a.ts', '@/lib/http/route'],
  ['app/ok-c.tsx', '@/lib/accounts/endpoints'],
  ['cli/ok-a.ts', '@/lib/session/open-session-store'],
  ['lib/auth/ok-a.ts', '@/lib/session/session'],
  ['lib/http/ok-a.ts', 'next/server'],
  ['components/ui/ok-a.tsx', '@/lib/institutions/institution'],
  ['components/ui/ok-b.tsx', '@/lib/institutions/searchable'],
  ['app/ok-a.tsx', '@/components/ui/card'],
  ['lib/auth/ok-b.ts', './b'],
] as const

/** [file, code]: the same rule for other ways to import, and the rule on the environment. */
const otherForbidden = [
  ['lib/security/type.ts', "import type { X } from '@/lib/session/session'\n\nexport type Y = X"],
  ['lib/security/again.ts', "export { x } from '@/lib/session/session'"],
  ['lib/security/late.ts', "export const load = () => import('@/lib/session/session')"],
  ['lib/auth/environment.ts', 'export const home = process.env.HOME'],
  ['app/environment.tsx', 'export const home = process.env.HOME'],
] as const

const folder = mkdtempSync(join(tmpdir(), 'rooms-'))
let reported: Map<string, string>

beforeAll(() => {
  for (const file of ['biome.jsonc', 'biome.rooms.jsonc']) cpSync(file, join(folder, file))
  for (const [path, name] of [...forbidden, ...allowed]) {
    plant(path, `import { x } from '${name}'\n\nexport const y = x`)
  }
  for (const [path, code] of otherForbidden) plant(path, code)
  reported = lint()
})
afterAll(() => rmSync(folder, { recursive: true }))

function plant(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${code}\n`)
}

/** One run of the linter over the planted files: path → names of the rules it broke. */
function lint(): Map<string, string> {
  const biome = resolve('node_modules/@biomejs/biome/bin/biome')
  const options = [
    'lint',
    '--vcs-enabled=false',
    '--reporter=github',
    '--max-diagnostics=none',
    '.',
  ]
  let output = ''
  try {
    output = execFileSync(process.execPath, [biome, ...options], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    output = (error as { stdout: string }).stdout
  }
  const rules = new Map<string, string>()
  for (const [, rule = '', path = ''] of output.matchAll(/title=([^,]+),file=([^,]+)/g)) {
    const file = relative(realpathSync(folder), path)
    rules.set(file, `${rules.get(file) ?? ''} ${rule}`)
  }
  return rules
}

test.each(forbidden)('the room table refuses %s importing %s', (path) => {
  expect(reported.get(path)).toContain('noRestrictedImports')
})

test.each(allowed)('the room table lets %s import %s', (path) => {
  expect(reported.get(path) ?? '').not.toContain('noRestrictedImports')
})

test.each(otherForbidden)('%s is refused: %j', (path) => {
  expect(reported.get(path)).toMatch(/noRestrictedImports|noProcessEnv/)
})
