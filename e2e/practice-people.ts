import { institutionAt } from '../simulator/institutions.ts'

export { institutionAt }

/** The simulator's people, by how many institutions they have. */
export const none = 'none@example.test'
export const one = 'one@example.test'
export const few = 'few@example.test'
export const dozen = 'dozen@example.test'
export const many = 'many@example.test'
export const thousands = 'thousands@example.test'
export const all = 'all@example.test'

/** Three institutions each: who reads accounts everywhere; who changes them, sets dates, and reads; who may nothing. */
export const reader = 'reader@example.test'
export const editor = 'editor@example.test'
export const neither = 'neither@example.test'

/** The five of few@; the first and the fourth have the same name. */
export const mankato = institutionAt(0)
export const durango = institutionAt(1)
export const monett = institutionAt(2)
export const salina = institutionAt(3)
export const norfolk = institutionAt(4)

/** The one of one@, which few@ may not open. */
export const duluth = institutionAt(5)

/** An id that no institution has. */
export const unknownInstitutionId = '7a1f3c52-90d4-4be1-8a6e-0c5d2f7b9e13'

/** Where an institution is worked in. */
export const homeOf = ({ institutionId }: { institutionId: string }) => `/i/${institutionId}`
