// Lets plain Node.js run modules of `lib` and `cli`: `@/…` starts at the project's root, and a module
// is named without `.ts`, as the bundler and the type checker have it.
//
//   node --conditions=react-server --import ./scripts/register-aliases.mjs some-file.ts
//
// The condition makes `server-only` an empty module, as it is in every server bundle.
import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

registerHooks({
  resolve(specifier, context, nextResolve) {
    const parent = context.parentURL ?? root.href
    const url = specifier.startsWith('@/')
      ? new URL(`${specifier.slice(2)}.ts`, root)
      : specifier.startsWith('./') && new URL(`${specifier}.ts`, parent)
    const isOurs = url && url.protocol === 'file:' && existsSync(fileURLToPath(url))
    return nextResolve(isOurs ? url.href : specifier, context)
  },
})
