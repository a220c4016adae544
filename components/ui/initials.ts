const smallWords = new Set(['of', 'the', 'and', 'for', 'a', 'an', '&'])

/** At most two letters that stand for a name: the first of its first two telling words. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const telling = words.filter((word) => !smallWords.has(word.toLowerCase()))
  return (telling.length > 0 ? telling : words)
    .slice(0, 2)
    .map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
    .join('')
    .toUpperCase()
}
