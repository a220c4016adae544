import type { Institution } from '@/lib/institutions/institution'
import {
  parseSearchQuery,
  rankOf,
  type Searchable,
  toSearchable,
} from '@/lib/institutions/searchable'

/** A person's whole list in the browser, A to Z, made ready for many searches. */
export interface LocalIndex {
  readonly everything: readonly Institution[]
  /** Matches in the order in which the server would answer them. */
  search(query: string): readonly Institution[]
  readonly partial: boolean
}

interface Entry extends Searchable {
  readonly institution: Institution
}

/** Few enough that a slow machine prepares them between two frames. */
const atOnce = 100

/**
 * Makes the index, a little at a time, so that nobody's typing waits for it. What is compared and how
 * it is ranked is the server's own code.
 *
 * @param options.pause gives the browser its turn
 */
export async function createLocalIndex(
  institutions: readonly Institution[],
  { partial, pause }: { partial: boolean; pause: () => Promise<void> },
): Promise<LocalIndex> {
  const entries: Entry[] = []
  for (let start = 0; start < institutions.length; start += atOnce) {
    if (start > 0) await pause()
    for (const institution of institutions.slice(start, start + atOnce)) {
      entries.push({ institution, ...toSearchable(institution) })
    }
  }
  entries.sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0))
  const everything = entries.map(({ institution }) => institution)
  return {
    everything,
    partial,
    search: (query) => {
      const parsed = parseSearchQuery(query)
      if (parsed.words.length === 0) return everything
      const ranked: Institution[][] = [[], [], [], [], []]
      for (const entry of entries) {
        if (parsed.words.every((word) => entry.text.includes(word))) {
          ranked[rankOf(entry, parsed)]?.push(entry.institution)
        }
      }
      return ranked.flat()
    },
  }
}
