import { upstreamVariables } from '@/lib/config/upstream-variables'

/** An address of each upstream that a product has added: away from this machine none has a default. */
export const upstreamAddresses: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(upstreamVariables).map((name) => [name, 'https://upstream.example.com']),
)
