import {
  findInstitutionIndex,
  type Institution,
  institutionAt,
  institutionZero,
} from './institutions.ts'
import { findPersonBySub, type Person, requirePerson } from './people.ts'

/** Who may work where. Tests take access away and give it back. */
export interface Entitlements {
  /** Institution zero is open to everybody, an unknown institution to nobody. */
  has(sub: string, institutionId: string): boolean
  /** The next institutions from a position on, and the position after them if more follow. */
  list(person: Person, from: number, limit: number): { page: Institution[]; next?: number }
  revoke(email: string, institutionId: string): void
  restore(email: string, institutionId: string): void
  reset(): void
}

/** Starts with what the people's own stretches say, nothing revoked. */
export function createEntitlements(): Entitlements {
  const revoked = new Set<string>()
  const keyOf = (sub: string, institutionId: string) => `${sub} ${institutionId}`

  return {
    has(sub, institutionId) {
      const person = findPersonBySub(sub)
      if (person === undefined) return false
      if (institutionId === institutionZero) return true
      const index = findInstitutionIndex(institutionId)
      if (index === undefined || revoked.has(keyOf(sub, institutionId))) return false
      return index >= person.firstInstitution && index < endOf(person)
    },
    list(person, from, limit) {
      const page: Institution[] = []
      let index = person.firstInstitution + from
      for (; index < endOf(person) && page.length < limit; index += 1) {
        const institution = institutionAt(index)
        if (!revoked.has(keyOf(person.sub, institution.institutionId))) page.push(institution)
      }
      return index < endOf(person) ? { page, next: index - person.firstInstitution } : { page }
    },
    revoke(email, institutionId) {
      revoked.add(keyOf(requirePerson(email).sub, institutionId))
    },
    restore(email, institutionId) {
      revoked.delete(keyOf(requirePerson(email).sub, institutionId))
    },
    reset() {
      revoked.clear()
    },
  }
}

function endOf(person: Person): number {
  return person.firstInstitution + person.institutionCount
}
