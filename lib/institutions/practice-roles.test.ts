import { expect, test } from 'vitest'
import { permissionsOfRoles } from '@/lib/resource-server/role-permissions'
import { institutionAt } from '@/simulator/institutions'
import { people } from '@/simulator/people'
import { practiceRoles } from './practice-roles'

test('the roles are of the simulator’s people, and every role is known', () => {
  const named = new Set<string>(practiceRoles.entitlements.map(({ userName }) => userName))
  const withRole = people.filter(({ sub }) => named.has(sub)).map(({ email }) => email)
  expect(withRole).toEqual(
    people.map(({ email }) => email).filter((email) => !/^(none|neither)@/.test(email)),
  )
  expect(withRole).toHaveLength(named.size)
  for (const { roles } of practiceRoles.entitlements) {
    expect(permissionsOfRoles(roles).size).toBeGreaterThan(0)
  }
})

test('the institutions are the simulator’s first', () => {
  const { institutions } = practiceRoles
  expect(institutions).toMatchObject(
    institutions.map((_, position) => {
      const { institutionId, name, city, state } = institutionAt(position)
      return { institutionId, name, city, state }
    }),
  )
})
