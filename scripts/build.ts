// Builds the application. `--if-needed` leaves a build alone whose sources have not changed.
import { build } from './next-build.ts'

await build({ always: !process.argv.includes('--if-needed') })
