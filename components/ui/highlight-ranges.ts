/** A part of a text, from `start` up to but not including `end`. */
export interface TextRange {
  start: number
  end: number
}

/**
 * Finds where the words of a query stand in a text, in order and without overlap.
 * Case and accents do not count, as in the search itself.
 */
export function findHighlightRanges(text: string, query: string): TextRange[] {
  const tokens = [...new Set(fold(query).folded.split(/[^\p{L}\p{N}]+/u))].filter(Boolean)
  if (tokens.length === 0) return []
  const { folded, origin } = fold(text)
  const hit = new Array<boolean>(text.length).fill(false)
  for (const token of tokens) {
    for (let at = folded.indexOf(token); at !== -1; at = folded.indexOf(token, at + 1)) {
      const from = origin[at] ?? 0
      const to = origin[at + token.length] ?? text.length
      hit.fill(true, from, to)
    }
  }
  return toRanges(hit)
}

/** The text without accents and capitals, and for each of its characters where it came from. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = ''
  const origin: number[] = []
  let index = 0
  for (const character of text) {
    const plain = character.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    for (let unit = 0; unit < plain.length; unit += 1) origin.push(index)
    folded += plain
    index += character.length
  }
  return { folded, origin }
}

function toRanges(hit: readonly boolean[]): TextRange[] {
  const ranges: TextRange[] = []
  hit.forEach((isHit, index) => {
    if (!isHit) return
    const last = ranges.at(-1)
    if (last?.end === index) last.end = index + 1
    else ranges.push({ start: index, end: index + 1 })
  })
  return ranges
}
