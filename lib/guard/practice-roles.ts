const [mankato, durango, monett] = [
  '1b6f9636-563a-49ed-a769-98535bd1e995',
  '7bfa7d59-d694-4756-81e3-edacc5e69024',
  '3d14e3a4-fc61-4519-981c-390867bf1af7',
] as const

/** People of the simulator who are not readers, by the `sub` of their tokens. */
const exceptions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // editor@
  '97f48ad1-308e-4c4d-b2cb-0a55ba2f459e': {
    [mankato]: ['accounts-editor'],
    [durango]: ['accounts-scheduler'],
    [monett]: ['accounts-reader'],
  },
  // neither@
  '07e80ce8-fe98-4997-a419-f957b91a7f6f': {},
}

/**
 * What people are where the data are made up and the entitlements say nothing of them: everybody reads
 * accounts, `editor@` changes them at one institution, sets dates at another and reads at a third, and
 * `neither@` is nothing anywhere. It is written down nowhere, so it opens no institution.
 */
export function findPracticeRoles({
  subject,
  institutionId,
}: {
  subject: string
  institutionId: string
}): readonly string[] {
  if (!Object.hasOwn(exceptions, subject)) return ['accounts-reader']
  const roles = exceptions[subject] ?? {}
  return Object.hasOwn(roles, institutionId) ? (roles[institutionId] ?? []) : []
}
