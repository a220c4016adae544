/** The time that is left, for the eye: minutes, and seconds only within the last one. */
export function describeTimeLeft(seconds: number): string {
  return seconds >= 60 ? count(Math.ceil(seconds / 60), 'minute') : count(seconds, 'second')
}

/** The same for the ear, in steps: 2 minutes, 1 minute, 40 seconds, 20 seconds. */
export function describeSpokenTime(seconds: number): string {
  return describeTimeLeft(seconds > 60 ? seconds : Math.max(1, Math.ceil(seconds / 20)) * 20)
}

/** A configured limit: "15 minutes"; one that is no whole number of minutes in seconds. */
export function describeMinutes(minutes: number): string {
  const seconds = Math.round(minutes * 60)
  return seconds % 60 === 0 ? count(seconds / 60, 'minute') : count(seconds, 'second')
}

/** A configured limit: "8 hours"; one that is no whole number of hours in minutes. */
export function describeHours(hours: number): string {
  return Number.isInteger(hours) ? count(hours, 'hour') : describeMinutes(hours * 60)
}

/** A configured limit before a noun: "8-hour", "90-minute". */
export function describeLength(hours: number): string {
  return describeHours(hours).replace(/ (\w+?)s?$/, '-$1')
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`
}
