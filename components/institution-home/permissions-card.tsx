import { Check, TriangleAlert } from 'lucide-react'
import { describeScope } from '@/components/institution/describe-scope'
import { Card } from '@/components/ui/card'

interface PermissionsCardProps {
  granted: readonly string[]
  requested: readonly string[]
}

/** Proof of what this access may do, and a warning about what was asked for and not given. */
export function PermissionsCard({ granted, requested }: PermissionsCardProps) {
  const missing = requested.filter((scope) => !granted.includes(scope))
  return (
    <Card
      id="permissions"
      title="Permissions"
      description="Proves what your access to this institution may do."
    >
      {granted.length > 0 ? (
        <ul className="flex flex-col gap-2">
          {granted.map((scope) => (
            <ScopeRow key={scope} scope={scope} />
          ))}
        </ul>
      ) : (
        <p className="text-text-muted">Nothing was granted.</p>
      )}
      {missing.length > 0 ? (
        <p className="mt-4 flex gap-2.5 rounded-control bg-warning-soft px-3 py-2 text-small text-warning">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="wrap-anywhere min-w-0">
            Requested but not granted:{' '}
            {missing.map((scope, index) => (
              <span key={scope}>
                {index > 0 ? ', ' : ''}
                <code className="font-mono">{scope}</code>
              </span>
            ))}
          </span>
        </p>
      ) : null}
    </Card>
  )
}

function ScopeRow({ scope }: { scope: string }) {
  const description = describeScope(scope)
  return (
    <li className="flex gap-2.5">
      <Check aria-hidden="true" className="mt-1 size-4 shrink-0 text-success" />
      <span className="min-w-0">
        {description ? <span className="block leading-snug">{description}</span> : null}
        <code className="wrap-anywhere block font-mono text-caption text-text-muted">{scope}</code>
      </span>
    </li>
  )
}
