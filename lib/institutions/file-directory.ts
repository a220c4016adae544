import 'server-only'
import { watchFile } from '@/lib/files/watched-file'
import { forgetOldest } from './forget-oldest'
import type { DirectoryUser, InstitutionDirectory } from './institution-directory'
import {
  everything,
  type InstitutionsFile,
  institutionsFileAt,
  parseInstitutionsFile,
} from './institutions-file'
import { type InstitutionIndex, indexInstitutions } from './search'

type Person = Pick<DirectoryUser, 'subject' | 'username'>

interface Content {
  readonly index: InstitutionIndex
  readonly users: InstitutionsFile['users']
  /** Of people, by what they are called; gone with the content. */
  readonly indexes: Map<string, InstitutionIndex>
}

/**
 * Institutions and entitlements of one JSON file, which is read again when it changes.
 *
 * @throws ConfigError with what is wrong in the file
 */
export function openFileDirectory(path: string): InstitutionDirectory {
  const file = institutionsFileAt(path)
  const watched = watchFile(file, (text) => prepare(parseInstitutionsFile(file, text)), {
    secret: false,
  })
  const indexFor = (user: Person) => indexOf(watched.current(), user)
  return {
    search: async (user, search) => indexFor(user).search(search),
    find: async (user, institutionId) => indexFor(user).find(institutionId),
    permits: async (person, institutionId) => indexFor(person).find(institutionId) !== null,
    forget: () => {},
    close: async () => watched.close(),
  }
}

function prepare({ institutions, users }: InstitutionsFile): Content {
  return { index: indexInstitutions(institutions), users, indexes: new Map() }
}

function indexOf({ index, users, indexes }: Content, person: Person): InstitutionIndex {
  const { subject, username } = person
  const entitlements = [subject, username, everything].flatMap((name) => users.get(name) ?? [])
  if (entitlements.some((ids) => ids.has(everything))) return index
  const key = JSON.stringify([subject, username])
  const known = indexes.get(key)
  if (known) return known
  const own = index.narrow(({ institutionId }) =>
    entitlements.some((ids) => ids.has(institutionId)),
  )
  indexes.set(key, own)
  forgetOldest(indexes, ({ size }) => size)
  return own
}
