const words = new Intl.RelativeTimeFormat('en-US')
const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

/**
 * A time of a token as somebody would say it: “in 59 minutes”, “1 minute ago”.
 *
 * @param seconds since 1970
 * @param now milliseconds since 1970
 */
export function describeTime(seconds: number, now: number): string {
  const distance = Math.round(seconds - now / 1_000)
  const [unit, size] = units.find(([, each]) => Math.abs(distance) >= each) ?? ['second', 1]
  return words.format(Math.trunc(distance / size), unit)
}
