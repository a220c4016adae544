import type { Institution, InstitutionPage } from './institution'

/** For whom a directory is asked, and how it may ask others on that person's behalf. */
export interface DirectoryUser {
  readonly issuer: string
  readonly subject: string
  /** What the person is called at the provider; the subject where the provider says nothing. */
  readonly username: string
  /**
   * A GET request with the person's access to institution zero; the directory sees no token. Throws
   * an AppError when there is no such access, else as `fetch` does.
   */
  fetch(url: string, init: RequestInit): Promise<Response>
}

/** What to look for among a person's institutions. */
export interface InstitutionSearch {
  /** Words that must all match; empty for everything, A to Z. */
  readonly query: string
  /** Of an earlier page's `nextCursor`. */
  readonly cursor: string | null
  readonly limit: number
}

/**
 * Answers which institutions a person may open. Where the answer comes from is the product's
 * decision; each source is one adapter beside this file.
 *
 * Every method throws `directory_unavailable` when the answer cannot be had. An empty or shortened
 * list is never passed off as the truth: a page of a list that is not whole is `partial`, and what is
 * not on such a list cannot be found missing.
 */
export interface InstitutionDirectory {
  search(user: DirectoryUser, search: InstitutionSearch): Promise<InstitutionPage>
  /** The institution, if this person may open it; null tells nothing about whether it exists. */
  find(user: DirectoryUser, institutionId: string): Promise<Institution | null>
  /**
   * Whether the product's own data let this person open it. The provider is not asked: it judges for
   * itself whenever it grants or refreshes access.
   */
  permits(person: Pick<DirectoryUser, 'subject' | 'username'>, id: string): Promise<boolean>
  /** Drops what is remembered for this person, so that the next answer is fresh. */
  forget(user: Pick<DirectoryUser, 'issuer' | 'subject'>): void
  /** Gives back connections and files; closing again is no error. */
  close(): Promise<void>
}
