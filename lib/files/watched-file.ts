import 'server-only'
import { statSync } from 'node:fs'
import { ConfigError } from '@/lib/config/parse-config'
import { errorFacts, log } from '@/lib/observability/log'
import { type NamedFile, readSecretFile } from './secret-file'

const lookEvery = 1_000
/** For as long, a second change may look like the first: file systems count time in steps. */
const stampsAreYoung = 2_000

/** A file whose content is in use, and stays so until a better one is there. */
export interface WatchedFile<Content> {
  /** What the file said last that was acceptable. */
  current(): Content
  close(): void
}

/**
 * Reads a file now, then looks at it every second. What changed is in use within two seconds more,
 * when it has stopped changing; what is not acceptable is refused with a line in the log, and the
 * old stays.
 *
 * Looking, since a file can be written in place, renamed, or a link to it turned, and no way of being
 * told of all three works on every file system. The content decides; it is read when anything about
 * the file has changed.
 *
 * @param options.secret whether it is worth a warning that everybody can read it
 * @throws what `parse` and `readSecretFile` throw, for the first reading only
 */
export function watchFile<Content>(
  file: NamedFile,
  parse: (text: string) => Content,
  { secret = true }: { secret?: boolean } = {},
): WatchedFile<Content> {
  const first = readSecretFile(file)
  let content = parse(first.text)
  if (secret && first.worldReadable) log('warn', 'file.world_readable', { file: file.path })
  let judged: string | null = first.text
  let seen: string | null = first.text

  let stamp = ''

  const look = () => {
    const found = stampOf(file)
    const isSame = found.stamp === stamp && !found.young
    if (isSame && seen === judged) return
    stamp = found.stamp
    const text = readOrNull(file)
    // Half a file is not judged: it has to be the same twice.
    const settled = text === seen
    seen = text
    if (!settled || text === judged) return
    judged = text
    try {
      content = parse(text ?? readSecretFile(file).text)
      log('info', 'file.reloaded', { variable: file.variable })
    } catch (error) {
      // Whatever it is, thrown from a timer it would end the process.
      const facts = error instanceof ConfigError ? { problems: error.problems } : errorFacts(error)
      log('error', 'file.refused', { file: file.path, ...facts })
    }
  }
  const looking = setInterval(look, lookEvery).unref()
  return { current: () => content, close: () => clearInterval(looking) }
}

/** What tells a file from itself after a change, and whether that is trustworthy yet. */
function stampOf({ path }: NamedFile): { stamp: string; young: boolean } {
  try {
    const { dev, ino, mode, size, mtimeNs, ctimeNs, ctimeMs } = statSync(path, { bigint: true })
    const stamp = [dev, ino, mode, size, mtimeNs, ctimeNs].join()
    return { stamp, young: Date.now() - Number(ctimeMs) < stampsAreYoung }
  } catch (error) {
    // Thrown from a timer it would be nobody's. Reading the file says what is wrong.
    return { stamp: String((error as NodeJS.ErrnoException).code), young: false }
  }
}

function readOrNull(file: NamedFile): string | null {
  try {
    return readSecretFile(file).text
  } catch {
    return null
  }
}
