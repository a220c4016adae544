import { Alert } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/count'

interface PartialListAlertProps {
  /** How many are there; null while a search counts something else. */
  loaded: number | null
  isLoading: boolean
  onLoadRest: () => void
}

/** The list is not whole, and nobody knows how long it would be: it counts what is there. */
export function PartialListAlert({ loaded, isLoading, onLoadRest }: PartialListAlertProps) {
  const count = loaded === null ? '' : ` (${formatCount(loaded)} loaded)`
  return (
    <Alert
      tone="warning"
      actions={<Button onClick={onLoadRest}>{isLoading ? 'Loading…' : 'Load the rest'}</Button>}
    >
      Some institutions couldn&apos;t be loaded{count}.
    </Alert>
  )
}
