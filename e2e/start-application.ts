// Starts one of the applications of the run, by its name in `addresses.ts`, until it is told to end.
import { instances } from './addresses.ts'
import { launchInstance } from './launch-instance.ts'

const [, , name = ''] = process.argv
const instance = Object.entries(instances).find(([each]) => each === name)?.[1]
if (instance === undefined) throw new Error(`no instance is named "${name}"`)

const launched = launchInstance(instance)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void launched.end())
}
process.exit(await launched.ended)
