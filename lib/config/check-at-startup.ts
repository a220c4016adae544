import 'server-only'
import { getConfig } from './config'

try {
  // next-auth reads its own address from this variable and nowhere else.
  process.env.NEXTAUTH_URL = getConfig().appUrl
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n\n`)
  // Throwing would leave the server up, answering 500 to everything.
  process.exit(1)
}
