import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { accountEndpoints } from '@/lib/accounts/endpoints'
import { findDeclaredRule } from '@/lib/guard/route-rules'

const folder = 'app/api/account-services'
const files = globSync(`${folder}/**/route.{ts,tsx,js,mjs}`).sort()
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** What anybody may read: a reviewed list. */
const openToAll = [`GET ${folder}/v1/openapi.json/route.ts`]

const handlers = await Promise.all(
  files.map(async (file) => {
    const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
    return Object.entries(exported)
      .filter(([name]) => methods.includes(name))
      .map(([method, handler]) => ({ name: `${method} ${file}`, rule: findDeclaredRule(handler) }))
  }),
)
const declared = handlers.flat()

describe('every route', () => {
  test.each(declared.map(({ name, rule }) => [name, rule] as const))(
    '%s has a rule',
    (name, rule) => {
      expect(rule).toBeDefined()
      if (rule === 'open to all') expect(openToAll).toContain(name)
      else expect(rule?.scopes.length).toBeGreaterThan(0)
    },
  )

  test('is an endpoint of the table, with the rule that stands there, and the other way round', () => {
    const written = Object.values(accountEndpoints).map(({ method, path, rule }) => [
      `${method} ${folder}/v1${path.replaceAll('{', '[').replaceAll('}', ']')}/route.ts`,
      rule,
    ])
    const guarded = declared.filter(({ rule }) => rule !== 'open to all')
    expect(Object.fromEntries(guarded.map(({ name, rule }) => [name, rule]))).toEqual(
      Object.fromEntries(written),
    )
  })
})

test('an action is called by one name', () => {
  const actions = Object.values(accountEndpoints).map(({ rule }) => rule.action)
  expect(new Set(actions).size).toBe(actions.length)
})
