import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { findDeclaredRule } from '@/lib/guard/route-rules'
import type { Endpoints } from '@/lib/resource-server/endpoint'

/** The starter's own routes, which are guarded by a session or open to a browser: a reviewed list. */
const withoutRule = [
  'app/.well-known/jwks.json',
  'app/api/[...rest]',
  'app/api/auth/[...nextauth]',
  'app/api/bff/[institutionId]/[upstream]/[...path]',
  'app/api/health/live',
  'app/api/health/ready',
  'app/api/institutions',
  'app/api/institutions/list',
  'app/api/institutions/pins',
  'app/api/oidc/authorize',
  'app/api/oidc/backchannel-logout',
  'app/api/oidc/callback',
  'app/api/oidc/logout',
  'app/api/preferences',
  'app/api/sessions/[ref]/end',
  'app/go/[[...path]]',
]

/** What anybody may read: a reviewed list. */
const openToAll = ['GET app/api/account-services/v1/openapi.json']

/** Yours to add to: the table of each API whose endpoints are described by schemas. */
const tables: Readonly<Record<string, Endpoints>> = {
  'app/api/account-services/v1': accountEndpoints,
}

const advice =
  'Make it with guardedRoute or endpointRoute, of a rule: docs/your-own-api.md. Only a route that asks ' +
  'for no access token on purpose belongs on a list of this test'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
// The pattern ** passes over folders that begin with a dot.
const folders = globSync(['app/**/route.{ts,tsx,js,jsx}', 'app/**/.*/**/route.{ts,tsx,js,jsx}'])
  .sort()
  .map((file) => ({ file, folder: file.replace(/\/route\.\w+$/, '') }))

const handlers = await Promise.all(
  folders
    .filter(({ folder }) => !withoutRule.includes(folder))
    .map(async ({ file, folder }) => {
      const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
      return Object.entries(exported)
        .filter(([name]) => methods.includes(name))
        .map(([method, handler]) => [`${method} ${folder}`, findDeclaredRule(handler)] as const)
    }),
)
const declared = handlers.flat()

describe('every route', () => {
  test.each(declared)('%s has a rule', (name, rule) => {
    expect(rule, `${name} has no rule. ${advice}`).toBeDefined()
    if (rule === 'open to all')
      expect(openToAll, `${name} is open to all. ${advice}`).toContain(name)
    else expect(rule?.scopes.length).toBeGreaterThan(0)
  })

  test('on a list is there', () => {
    const found = [...folders.map(({ folder }) => folder), ...declared.map(([name]) => name)]
    expect(found).toEqual(expect.arrayContaining([...withoutRule, ...openToAll]))
  })
})

describe.each(Object.entries(tables))('%s', (base, endpoints) => {
  test('has the endpoints of its table, with the rules that stand there, and no others', () => {
    const written = Object.values(endpoints).map(({ method, path, rule }) => [
      `${method} ${base}${path.replaceAll('{', '[').replaceAll('}', ']')}`,
      rule,
    ])
    const guarded = declared.filter(
      ([name, rule]) => name.split(' ')[1]?.startsWith(`${base}/`) && rule !== 'open to all',
    )
    expect(Object.fromEntries(guarded)).toEqual(Object.fromEntries(written))
  })
})

test('an action is called by one name', () => {
  const actions = Object.values(tables).flatMap((endpoints) =>
    Object.values(endpoints).map(({ rule }) => rule.action),
  )
  expect(new Set(actions).size).toBe(actions.length)
})
