import 'server-only'
import { redirect } from 'next/navigation'

/**
 * A 303 from a page. `redirect()` answers 307 there and offers no choice, but carries its status in
 * the error it throws, so the status is changed on the way.
 */
export function redirectSeeOther(path: string): never {
  try {
    return redirect(path as Parameters<typeof redirect>[0])
  } catch (error) {
    const signal = error as { digest?: string }
    if (signal.digest) signal.digest = signal.digest.replace(/;307;$/, ';303;')
    throw error
  }
}
