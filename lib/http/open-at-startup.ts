import 'server-only'
import { getAuthContext } from '@/lib/auth/auth-context'
import { shutDownOnSignals } from './shut-down'

try {
  const context = getAuthContext()
  // Under `next dev` the command itself starts and ends this process.
  if (!context.config.development) shutDownOnSignals(context)
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`)
  process.exit(1)
}
