import 'server-only'
import { type NextRequest, userAgent } from 'next/server'

/** The browser in words its person knows, such as "Chrome on Windows". Only ever shown. */
export function describeDevice(request: NextRequest): string {
  const { browser, os, device } = userAgent(request)
  const app = browser.name?.replace(/^Mobile /, '')
  // A computer's model is its processor or its maker, which tells nobody anything.
  const place = (device.type === undefined ? undefined : device.model) ?? os.name
  const words = app && place ? `${app} on ${place}` : (app ?? place ?? 'Unknown browser')
  return words.replace('Mac OS', 'macOS').slice(0, 80)
}
