import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { type PermissionQuestion, requirePermission } from './require-permission'
import { type Permission, permissionsOfRoles } from './role-permissions'

const question = {
  user: { issuer: 'https://issuer.example', subject: 'user-1' },
  institutionId: 'institution-1',
  resource: { accountId: 'a' },
}
const source = (held: readonly Permission[], seen: PermissionQuestion[] = []) => ({
  find: async (asked: PermissionQuestion) => {
    seen.push(asked)
    return new Set(held)
  },
})

test('who has the permission is let through, with all they have', async () => {
  const seen: PermissionQuestion[] = []
  const held = ['accounts.view', 'accounts.change-dates'] as const
  const permission = 'accounts.change-dates'
  expect(await requirePermission(source(held, seen), { ...question, permission })).toEqual(
    new Set(held),
  )
  expect(seen).toEqual([question])
})

test('who has another is refused, and told which one is missing', async () => {
  const call = requirePermission(source(['accounts.view']), {
    ...question,
    permission: 'accounts.change-details',
  })
  await expect(call).rejects.toMatchObject({
    code: 'permission_denied',
    extensions: { missingPermission: 'accounts.change-details' },
  })
})

test('a source that does not answer is no answer', async () => {
  const down = new AppError('database_unavailable', 'down')
  const call = requirePermission(
    { find: () => Promise.reject(down) },
    { ...question, permission: 'accounts.view' },
  )
  await expect(call).rejects.toBe(down)
})

describe('roles', () => {
  test.each([
    [[], []],
    [['unknown', '', 'constructor', '__proto__', 'accounts-Reader'], []],
    [['accounts-scheduler'], ['accounts.view', 'accounts.change-dates']],
    [
      ['accounts-reader', 'accounts-scheduler', 'accounts-reader'],
      ['accounts.view', 'accounts.view-balances', 'accounts.change-dates'],
    ],
  ])('%j may do %j', (roles, permissions) => {
    expect([...permissionsOfRoles(roles)]).toEqual(permissions)
  })
})
