/** Where the product's own database is. */
export type DatabaseAddress =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'embedded' /** Null: in memory. */; readonly folder: string | null }

/** The address that `DATABASE_URL` means. */
export function databaseAddress(databaseUrl: string | null): DatabaseAddress {
  if (databaseUrl === null) return { kind: 'embedded', folder: '.data/institutions' }
  const [, folder] = /^embedded:(.+)$/.exec(databaseUrl) ?? []
  if (folder === undefined) return { kind: 'postgres', url: databaseUrl }
  return { kind: 'embedded', folder: folder === ':memory:' ? null : folder }
}
