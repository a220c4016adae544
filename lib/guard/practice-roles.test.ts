import { expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { people, requirePerson } from '@/simulator/people'
import { findPracticeRoles } from './practice-roles'

const rolesOf = (email: string, position: number) =>
  findPracticeRoles({
    subject: requirePerson(email).sub,
    institutionId: institutionIdAt(position),
  })

test('everybody of the simulator reads accounts, save who is there to show something else', () => {
  for (const { email } of people) {
    const expected = /^(neither|editor)@/.test(email) ? [] : ['accounts-reader']
    expect([email, rolesOf(email, 4_711)]).toEqual([email, expected])
  }
})

test.each([
  [0, ['accounts-editor']],
  [1, ['accounts-scheduler']],
  [2, ['accounts-reader']],
  [3, []],
])('editor@ at institution %d: %j', (position, roles) => {
  expect(rolesOf('editor@example.test', position)).toEqual(roles)
})

test('people of another provider on this machine read accounts too, whatever their ids', () => {
  for (const subject of ['', 'somebody', 'editor@example.test', '__proto__', 'constructor']) {
    expect(findPracticeRoles({ subject, institutionId: 'any' })).toEqual(['accounts-reader'])
  }
  const { sub: subject } = requirePerson('editor@example.test')
  expect(findPracticeRoles({ subject, institutionId: 'constructor' })).toEqual([])
})
