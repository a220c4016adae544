import 'server-only'
import type { Config } from '@/lib/config/parse-config'

/** An API that the browser may reach through `/api/bff/{institutionId}/{name}/…`. */
export interface Upstream {
  /** Base address; `/{institutionId}/` and the path are added to it. */
  baseUrl(config: Config): string
  /** What may be called; everything else answers `upstream_not_found`. */
  readonly routes: readonly UpstreamRoute[]
}

/** Paths of one shape and the methods allowed on them. */
export interface UpstreamRoute {
  readonly methods: readonly ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[]
  /**
   * Segments with `*` for exactly one segment, and `**` at the end for any number, also none; at
   * least one segment follows the upstream's name.
   */
  readonly path: string
}

/**
 * Yours to change: the upstreams of your product, by the name in the URL. The address of another one
 * is a variable of its own, one line in `lib/config/upstream-variables.ts`, or the application itself,
 * `config.localUrl`. See `docs/your-own-api.md`.
 */
export const upstreams: Readonly<Record<string, Upstream>> = {
  'account-services': {
    baseUrl: (config) => config.accountServicesUrl,
    routes: [
      {
        methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
        path: 'enterprise/*/accounts/**',
      },
    ],
  },
}
