import { describeSection } from '@/components/institution/describe-section'

/** What a person calls the place behind a return path; null where no neutral name is known. */
export function describeReturnPlace(returnTo: string): string | null {
  const path = returnTo.replace(/[?#].*$/s, '')
  if (path === '/profile') return 'Profile'
  const inside = /^\/(?:i\/[^/]+|go)\/(.*)$/.exec(path)?.[1] ?? ''
  return describeSection(inside) ?? (/^\/i\/./.test(path) ? 'the institution you were on' : null)
}
