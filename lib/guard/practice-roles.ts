const [mankato, durango, monett] = [
  '1b6f9636-563a-49ed-a769-98535bd1e995',
  '7bfa7d59-d694-4756-81e3-edacc5e69024',
  '3d14e3a4-fc61-4519-981c-390867bf1af7',
] as const

/** The simulator's people who read accounts everywhere, by the `sub` of their tokens. */
const readers: readonly string[] = [
  '9779bc7f-823e-4d3f-88f1-f890e92038ed', // one@
  '1d7582a0-5b77-42dc-9bd9-68d2d72fda59', // few@
  'e139f4fe-0c2f-4829-9978-8002053c1550', // dozen@
  '1930f0d2-f889-4165-8a92-abe63405fd21', // many@
  '64d19a72-ea7f-4edd-92c9-f5db4e280a28', // thousands@
  '76b698ab-ef82-4193-a84f-e565d025b146', // all@
  '08c2854d-4d28-4056-a9b6-db509a3d45f0', // reader@
]
const editor = '97f48ad1-308e-4c4d-b2cb-0a55ba2f459e'

const rolesOfEditor: Readonly<Record<string, readonly string[]>> = {
  [mankato]: ['accounts-editor'],
  [durango]: ['accounts-scheduler'],
  [monett]: ['accounts-reader'],
}

/**
 * What the simulator's people are, as long as the entitlements say nothing of them: everybody reads
 * accounts, `editor@` changes them at one institution, sets dates at another and reads at a third, and
 * `neither@` is nothing anywhere. Nobody's roles are written down by that, so it opens no institution.
 */
export function findPracticeRoles({
  subject,
  institutionId,
}: {
  subject: string
  institutionId: string
}): readonly string[] {
  if (readers.includes(subject)) return ['accounts-reader']
  if (subject !== editor || !Object.hasOwn(rolesOfEditor, institutionId)) return []
  return rolesOfEditor[institutionId] ?? []
}
