/** Whole cents as money: -123456 in USD is "-$1,234.56". */
export function formatCents(cents: number, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100)
}
