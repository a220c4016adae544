/** Next.js calls this once, before the server takes requests. */
export async function register() {
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('@/lib/config/check-at-startup')
}
