import 'server-only'
import { getConfig } from './config'
import { ConfigError } from './parse-config'

try {
  // next-auth reads its own address from this variable and nowhere else.
  process.env.NEXTAUTH_URL = getConfig().appUrl
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`\n${error.message}\n\n`)
  // Throwing would leave the server up, answering 500 to everything.
  process.exit(1)
}
