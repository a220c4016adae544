/**
 * A nine-digit routing number that passes the ABA checksum and belongs to nobody: no Federal
 * Reserve district or other issuer uses numbers that begin with 9.
 */
export function routingNumberAt(index: number): string {
  // The factor has no divisor in common with ten million, so no number comes twice.
  const serial = (index * 7_654_321 + 1_234_567) % 10_000_000
  const digits = `9${String(serial).padStart(7, '0')}`
  return `${digits}${(10 - (weightedSum(digits) % 10)) % 10}`
}

/** Whether the ABA checksum holds. */
export function hasValidChecksum(routingNumber: string): boolean {
  return /^\d{9}$/.test(routingNumber) && weightedSum(routingNumber) % 10 === 0
}

function weightedSum(digits: string): number {
  const weights = [3, 7, 1]
  let sum = 0
  for (const [position, digit] of [...digits].entries()) {
    sum += Number(digit) * (weights[position % 3] ?? 0)
  }
  return sum
}
