/** For each member of an answer, what it must be. */
export type AnswerShape<Answer> = {
  readonly [Name in keyof Answer]-?: (value: unknown) => value is Answer[Name]
}

/** Whether a value from outside has every member as it must be; members that nobody asked for may be there. */
export function hasShape<Answer>(value: unknown, shape: AnswerShape<Answer>): value is Answer {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.entries(shape).every(([name, isRight]) =>
    (isRight as (member: unknown) => boolean)((value as Record<string, unknown>)[name]),
  )
}

export const isText = (value: unknown): value is string => typeof value === 'string'

/** Numbers beyond this lose digits on the way. */
export const isWholeNumber = (value: unknown): value is number => Number.isSafeInteger(value)

export const isDay = (value: unknown): value is string =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** One of these texts. */
export const isOneOf =
  <Value extends string>(values: readonly Value[]) =>
  (value: unknown): value is Value =>
    values.some((each) => each === value)

/** Null, or what it must be otherwise. */
export const isNullOr =
  <Value>(isRight: (value: unknown) => value is Value) =>
  (value: unknown): value is Value | null =>
    value === null || isRight(value)

export const isListOf =
  <Value>(isRight: (value: unknown) => value is Value) =>
  (value: unknown): value is readonly Value[] =>
    Array.isArray(value) && value.every(isRight)
