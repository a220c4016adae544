import 'server-only'
import { ConfigError } from '@/lib/config/parse-config'
import { errorFacts, log } from '@/lib/observability/log'
import { type NamedFile, readSecretFile } from './secret-file'

const lookEvery = 1_000

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
 * The content is compared, not the time of the change: a file can be written in place, renamed, or a
 * link to it turned, and no way of being told of all three works on every file system.
 *
 * @throws what `parse` and `readSecretFile` throw, for the first reading only
 */
export function watchFile<Content>(
  file: NamedFile,
  parse: (text: string) => Content,
): WatchedFile<Content> {
  const first = readSecretFile(file)
  let content = parse(first.text)
  if (first.worldReadable) log('warn', 'file.world_readable', { file: file.path })
  let judged: string | null = first.text
  let seen: string | null = first.text

  const look = () => {
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

function readOrNull(file: NamedFile): string | null {
  try {
    return readSecretFile(file).text
  } catch {
    return null
  }
}
