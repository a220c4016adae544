const token = /\s*(?:("(?:[^"\\]|\\.)*")|([{}[\]:,])|([^\s{}[\]:,"]+))/gy
const colon = /\s*:/y

interface Container {
  /** Where it stands, with a slash after it. */
  readonly path: string
  readonly isObject: boolean
  /** Of the next value. */
  name: string | number
}

/** Which line each value begins on. */
export interface JsonLines {
  /** By where it stands: `institutions/0`, `users/pat/2`. Values more than three deep are left out. */
  readonly lines: ReadonlyMap<string, number>
  /** Values whose name has come up in the same object: `JSON.parse` drops all but the last. */
  readonly repeated: readonly number[]
}

/** Finds the lines in a text that is known to be JSON. */
export function findJsonLines(text: string): JsonLines {
  const lines = new Map<string, number>()
  const repeated: number[] = []
  const within: Container[] = []
  let [line, counted] = [1, 0]
  for (const match of text.matchAll(token)) {
    const [all, string, sign] = match
    const start = match.index + all.length - all.trimStart().length
    for (; counted < start; counted += 1) if (text[counted] === '\n') line += 1
    const container = within.at(-1)
    const isName = string !== undefined && container?.isObject && isFollowedByColon(text, match)
    if (isName) container.name = JSON.parse(string) as string
    else if (sign === '}' || sign === ']') within.pop()
    else if (sign === ',' && container && !container.isObject) container.name = nextOf(container)
    else if (sign !== ':' && sign !== ',') {
      const path = container ? `${container.path}${container.name}` : ''
      if (within.length <= 3) {
        if (lines.has(path)) repeated.push(line)
        lines.set(path, line)
      }
      if (sign !== undefined) {
        const isObject = sign === '{'
        within.push({ path: path === '' ? '' : `${path}/`, isObject, name: isObject ? '' : 0 })
      }
    }
  }
  return { lines, repeated }
}

/** The line of what `JSON.parse` complained about, as its message says; else the last one. */
export function findErrorLine(text: string, error: unknown): number {
  const position = /at position (\d+)/.exec(String(error))?.[1]
  return text.slice(0, position === undefined ? text.length : Number(position)).split('\n').length
}

function nextOf({ name }: Container): number {
  return Number(name) + 1
}

function isFollowedByColon(text: string, match: RegExpExecArray): boolean {
  colon.lastIndex = match.index + match[0].length
  return colon.test(text)
}
