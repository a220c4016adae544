import { EyeOff } from 'lucide-react'

/** Says once why every row has the same words in the place of money. */
export function WithheldNote({ institutionName }: { institutionName: string }) {
  return (
    <p className="flex gap-2.5 rounded-control border border-border bg-info-soft px-3 py-2 text-small">
      <EyeOff aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-link" />
      <span>
        <strong className="font-semibold">Balances aren't shown.</strong> Your role at{' '}
        {institutionName} doesn't include seeing them; its administrator can change that.
      </span>
    </p>
  )
}
