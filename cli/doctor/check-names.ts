import type { EnvironmentVariables } from '@/lib/config/command-environment'
import { environmentSchema } from '@/lib/config/environment-schema'
import { type CheckLine, failure, warning } from './check-line'

const name = 'configuration'
const known = Object.keys(environmentSchema.shape)
/** Other programs have these too, written as they like. */
const shared = ['NODE_ENV', 'PORT']

const compact = (text: string) => text.replace(/[-_.\s]/g, '').toUpperCase()
const meant = new Map(
  known.filter((each) => !shared.includes(each)).map((each) => [compact(each), each]),
)

/** Variables that look like ours and are not read, for the way they are written. */
export function checkNames(environment: EnvironmentVariables): CheckLine[] {
  return Object.keys(environment).flatMap((given) => {
    if (known.includes(given)) return []
    const variable = meant.get(compact(given))
    if (variable !== undefined) {
      const advice = `Write ${variable}: capitals and underscores, no hyphens.`
      const line = environment[variable] ? warning : failure
      return [line(name, `${given} is set, and nothing reads it`, advice)]
    }
    if (!given.startsWith('JHI_')) return []
    return [
      warning(name, `${given} is set, and nothing reads it`, 'The variables are in .env.example.'),
    ]
  })
}

const quoted = /^\s*(["'`“”‘’]).*["'`“”‘’]\s*$/s

/** Whether a value has something around it that was not meant to be part of it. */
export const hasDecoration = (value: string) => quoted.test(value) || value !== value.trim()

/** Values with something around them that was not meant to be part of them. */
export function checkValues(environment: EnvironmentVariables): CheckLine[] {
  return known.flatMap((variable) => {
    const value = environment[variable] ?? ''
    if (quoted.test(value)) {
      return [
        failure(
          name,
          `${variable} has quotation marks around its value`,
          'Take them off: container tools and consoles keep them, where a .env file drops them.',
        ),
      ]
    }
    if (value === value.trim()) return []
    return [
      failure(
        name,
        `${variable} has blanks or a line break around its value`,
        'Take them off; a file saved on Windows leaves such a line break.',
      ),
    ]
  })
}
