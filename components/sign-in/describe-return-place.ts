/** What a person calls the place behind a return path; null where no neutral name is known. */
export function describeReturnPlace(returnTo: string): string | null {
  const path = returnTo.replace(/[?#].*$/s, '')
  if (path === '/profile') return 'Profile'
  return /^\/i\/./.test(path) ? 'the institution you were on' : null
}
