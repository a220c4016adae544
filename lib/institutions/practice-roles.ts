import 'server-only'
import type { ImportedContent, ImportedEntitlement } from './entitlements-import'
import { everything } from './institutions-file'

const mankato = '1b6f9636-563a-49ed-a769-98535bd1e995'
const durango = '7bfa7d59-d694-4756-81e3-edacc5e69024'
const monett = '3d14e3a4-fc61-4519-981c-390867bf1af7'

/** The simulator's people, by the `sub` of their tokens. */
const subjects = {
  one: '9779bc7f-823e-4d3f-88f1-f890e92038ed',
  few: '1d7582a0-5b77-42dc-9bd9-68d2d72fda59',
  dozen: 'e139f4fe-0c2f-4829-9978-8002053c1550',
  many: '1930f0d2-f889-4165-8a92-abe63405fd21',
  thousands: '64d19a72-ea7f-4edd-92c9-f5db4e280a28',
  all: '76b698ab-ef82-4193-a84f-e565d025b146',
  reader: '08c2854d-4d28-4056-a9b6-db509a3d45f0',
  editor: '97f48ad1-308e-4c4d-b2cb-0a55ba2f459e',
} as const

const { editor, ...readers } = subjects

/**
 * What the simulator's people may do at its institutions: everybody reads accounts, `editor@` may change
 * them at one institution, set dates at another and read at a third, and `neither@` has no role.
 */
export const practiceRoles = {
  institutions: [
    { institutionId: mankato, name: 'Prairie State Bank & Trust', city: 'Mankato', state: 'MN' },
    {
      institutionId: durango,
      name: 'Blue Mesa Federal Credit Union',
      city: 'Durango',
      state: 'CO',
    },
    { institutionId: monett, name: 'First National Bank of Monett', city: 'Monett', state: 'MO' },
  ],
  entitlements: [
    { userName: editor, institutionId: mankato, roles: ['accounts-editor'] },
    { userName: editor, institutionId: durango, roles: ['accounts-scheduler'] },
    { userName: editor, institutionId: monett, roles: ['accounts-reader'] },
    ...Object.values(readers).map((userName) => ({
      userName,
      institutionId: everything,
      roles: ['accounts-reader'],
    })),
  ] as const satisfies readonly ImportedEntitlement[],
} as const satisfies ImportedContent
