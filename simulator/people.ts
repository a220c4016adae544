import { hash } from 'node:crypto'
import { uuidFrom } from './uuid.ts'

/** A practice person: who they are, and which stretch of the institutions they work at. */
export interface Person {
  readonly email: string
  readonly sub: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly phone: string
  /** What signing in as this person lets a developer see, in a few words. */
  readonly shows: string
  readonly firstInstitution: number
  readonly institutionCount: number
}

/** Everybody who can sign in. The counts are promises of the project's contract. */
export const people: readonly Person[] = [
  person('none@example.test', ['Nadia', 'Whitcombe'], 'No institution', [0, 0]),
  person('one@example.test', ['Owen', 'Castellano'], 'One institution', [5, 1]),
  person('few@example.test', ['Priya', 'Raghunathan'], '5 institutions', [0, 5]),
  person('dozen@example.test', ['Delia', 'Vandermeer'], '12 institutions', [0, 12]),
  person('reader@example.test', ['Renata', 'Holloway'], '3 institutions, reads accounts', [0, 3]),
  person('editor@example.test', ['Emeka', 'Lindqvist'], '3 institutions, changes accounts', [0, 3]),
  person('neither@example.test', ['Nora', 'Petrakis'], '3 institutions, no role', [0, 3]),
  person('many@example.test', ['Marcus', 'Ellingsworth'], '1,204 institutions', [0, 1_204]),
  person('thousands@example.test', ['Theresa', 'Okonkwo'], '10,000 institutions', [0, 10_000]),
  person('all@example.test', ['Alasdair', 'Bergstrom'], '100,000 institutions', [0, 100_000]),
]

/** Finds a person by e-mail address, whatever its case and the blanks around it. */
export function findPersonByEmail(email: string): Person | undefined {
  const wanted = email.trim().toLowerCase()
  return people.find((candidate) => candidate.email === wanted)
}

/**
 * The person with an e-mail address.
 *
 * @throws TypeError when nobody has it
 */
export function requirePerson(email: string): Person {
  const person = findPersonByEmail(email)
  if (person === undefined) throw new TypeError(`no practice person has the address ${email}`)
  return person
}

/** Finds a person by the `sub` of their tokens. */
export function findPersonBySub(sub: string): Person | undefined {
  return people.find((candidate) => candidate.sub === sub)
}

function person(
  email: string,
  [givenName, familyName]: [string, string],
  shows: string,
  [firstInstitution, institutionCount]: [number, number],
): Person {
  const digest = hash('sha256', `person:${email}`, 'buffer')
  const phone = `+1 555 010 ${String(digest.readUInt16BE(20) % 10_000).padStart(4, '0')}`
  return {
    email,
    sub: uuidFrom(digest),
    name: `${givenName} ${familyName}`,
    givenName,
    familyName,
    phone,
    shows,
    firstInstitution,
    institutionCount,
  }
}
