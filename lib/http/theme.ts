import 'server-only'
import { cookies } from 'next/headers'
import { getConfig } from '@/lib/config/config'
import { themeCookieName } from './cookies'
import type { Theme } from './preferences-view'

/** A theme's name as somebody gave it; anything unknown is the system's. */
export function parseTheme(value: string | undefined): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** The theme of the page being rendered, which the server knows before the first paint. */
export async function findTheme(): Promise<Theme> {
  const jar = await cookies()
  return parseTheme(jar.get(themeCookieName(getConfig()))?.value)
}
