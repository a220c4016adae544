const name = 'Refusal'

/** What the person reads when a command does not do what was asked: what is wrong and what to do. */
export function refusal(message: string): Error {
  return Object.assign(new Error(message), { name })
}

/** Whether an error is such words, and no fault of the program. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === name
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not. Run the command as the user who owns the file',
  EPERM: 'this user may not. Run the command as the user who owns the file',
  EROFS: 'it is read-only. Change the keys where it comes from, with --file, and deliver it again',
  EBUSY: 'it is mounted. Change the keys where it comes from, with --file, and deliver it again',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file. Name another one with --file',
  EISDIR: 'it is a folder. Name a file in it with --file',
  ELOOP: 'its links lead in a circle. Name the file itself with --file',
}

/**
 * What the file system said about a path, in words.
 *
 * @param verb what was tried, as in “cannot be written”
 */
export function fileRefusal(path: string, verb: 'read' | 'written', error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code
  if (code === undefined) return error as Error
  return refusal(`${path} cannot be ${verb}: ${reasons[code] ?? code}.`)
}
