import { isLoopback } from './loopback'

/**
 * Whether made-up data are wanted: as `SAMPLE_DATA` says, else at loopback origins, and not where a real
 * provider meets a database of somebody's own.
 */
export function hasSampleData(
  {
    SAMPLE_DATA,
    JHI_ISSUER,
    DATABASE_URL,
  }: {
    SAMPLE_DATA?: 'on' | 'off' | undefined
    JHI_ISSUER: string
    DATABASE_URL?: string | undefined
  },
  appUrl: string,
): boolean {
  if (SAMPLE_DATA !== undefined) return SAMPLE_DATA === 'on'
  if (!isLoopback(new URL(appUrl))) return false
  return DATABASE_URL === undefined || isLoopback(new URL(JHI_ISSUER))
}
