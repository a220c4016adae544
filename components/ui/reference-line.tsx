import { CopyButton } from './copy-button'

/** The reference a person quotes to support, with a button to copy it. */
export function ReferenceLine({ reference }: { reference: string }) {
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1 text-small text-text-muted">
      <span>
        Reference <code className="wrap-anywhere font-mono">{reference}</code>
      </span>
      <CopyButton value={reference} what="reference" compact />
    </p>
  )
}
