/** Next.js calls this once, before the server takes requests. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  await import('@/lib/config/check-at-startup')
  await import('@/lib/http/open-at-startup')
}
