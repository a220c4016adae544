/** The provider's metadata as it came, unchecked. */
export type Metadata = Readonly<Record<string, unknown>>

/** A member that is text; null when it is missing or something else. */
export function findText(metadata: Metadata, member: string): string | null {
  const value = metadata[member]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A member that is a list of texts; null when it is missing. */
export function findList(metadata: Metadata, member: string): readonly string[] | null {
  const value = metadata[member]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null
}

/** Whether JSON is an object with members. */
export function isObject(value: unknown): value is Metadata {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
