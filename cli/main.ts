// The command line: `npm run jhi -- <command>`. Each command is a file of its own.
import { parseArgs } from 'node:util'
import { ConfigError } from '@/lib/config/parse-config'
import { isAppError } from '@/lib/errors'
import { endSessionsOf } from './sessions'

const usage = `Usage: npm run jhi -- <command>

  sessions end --subject <sub> [--issuer <url>]   End every session of a person, on every device.
                                                  The issuer is JHI_ISSUER unless it is given.
`

process.exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
  const expected = isAppError(error) || error instanceof ConfigError || isUsageError(error)
  process.stderr.write(`${expected ? error.message : String((error as Error).stack)}\n`)
  return isUsageError(error) ? 2 : 1
})

async function run(parameters: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: parameters,
    allowPositionals: true,
    options: {
      subject: { type: 'string' },
      issuer: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const command = positionals.join(' ')
  if (values.help || command === '') {
    process.stdout.write(usage)
    return values.help ? 0 : 2
  }
  if (command !== 'sessions end' || !values.subject) {
    process.stderr.write(usage)
    return 2
  }
  return endSessionsOf({ subject: values.subject, issuer: values.issuer })
}

/** What `parseArgs` throws for an option it does not know. */
function isUsageError(error: unknown): error is Error {
  return (error as { code?: string } | null)?.code?.startsWith('ERR_PARSE_ARGS') === true
}
