import { isLoopback } from '@/lib/config/loopback'

/** An address that was written without http:// or https://, with it; null for any other. */
export function withScheme(written: string | undefined): string | null {
  if (!written || !/^[\w.-]+(:\d+)?(\/.*)?$/.test(written)) return null
  const plain = `http://${written}`
  if (!URL.canParse(plain)) return null
  return isLoopback(new URL(plain)) ? plain : `https://${written}`
}
