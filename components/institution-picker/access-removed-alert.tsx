import { Alert } from '@/components/ui/alert'

/** Shown after an institution closed itself to the person; it is named only if they had seen it. */
export function AccessRemovedAlert({ name }: { name: string | null }) {
  if (name === null)
    return <Alert tone="warning" title="That institution isn't available to you." />
  return (
    <Alert tone="warning">
      You no longer have access to <strong className="font-semibold">{name}</strong>. If that's
      unexpected, contact its administrator.
    </Alert>
  )
}
