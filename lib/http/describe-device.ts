import 'server-only'
import { type NextRequest, userAgent } from 'next/server'

/** The browser in words its person knows, such as "Chrome on Windows". Only ever shown. */
export function describeDevice(request: NextRequest): string {
  const { browser, os, device } = userAgent(request)
  const [app, place] = [browser.name?.replace(/^Mobile /, ''), device.model ?? os.name]
  const words = app && place ? `${app} on ${place}` : (app ?? place ?? 'Unknown browser')
  return words.replace('Mac OS', 'macOS').slice(0, 80)
}
