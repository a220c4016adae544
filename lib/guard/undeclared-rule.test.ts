import { expect, test } from 'vitest'
import { guardedRoute } from './guarded-route'
import { findDeclaredRule } from './route-rules'

const rule = { action: 'wire.list', scopes: ['wires.read'], permission: null } as const
const handler = async () => new Response()

// The compiler checks these: an error that is expected and does not come is one.
test('a rule that leaves something out does not compile', () => {
  const mistakes = [
    // @ts-expect-error no scopes
    () => guardedRoute({ action: 'wire.list', permission: null }, handler),
    // @ts-expect-error an empty list of scopes
    () => guardedRoute({ ...rule, scopes: [] }, handler),
    // @ts-expect-error no word about the permission
    () => guardedRoute({ action: 'wire.list', scopes: ['wires.read'] }, handler),
    // @ts-expect-error a permission that no role can have
    () => guardedRoute({ ...rule, permission: 'wires.view' }, handler),
    // @ts-expect-error no rule
    () => guardedRoute(handler),
  ]
  expect(mistakes).toHaveLength(5)
})

test('a handler tells its rule, and one that was made otherwise has none', () => {
  expect(findDeclaredRule(guardedRoute(rule, handler))).toBe(rule)
  expect(findDeclaredRule(handler)).toBeUndefined()
})
