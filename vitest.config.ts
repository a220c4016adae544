import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') }

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        // Under this condition `server-only` is empty; under the default one it throws.
        ssr: { resolve: { conditions: ['react-server'] } },
        test: {
          name: 'server',
          environment: 'node',
          include: ['{app,cli,lib,simulator,scripts,testing}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'ui', environment: 'jsdom', include: ['{app,components}/**/*.test.tsx'] },
      },
      {
        // Processes of the built application, that are killed and stopped while others load them.
        test: {
          name: 'instances',
          environment: 'node',
          include: ['instances/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
