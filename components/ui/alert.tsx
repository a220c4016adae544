import clsx from 'clsx'
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** How bad the news is; danger and warning interrupt a screen reader, the others wait. */
type AlertTone = 'danger' | 'warning' | 'info' | 'success'

const tones = {
  danger: {
    box: 'border-danger/30 border-s-danger bg-danger-soft',
    icon: 'text-danger',
    Icon: CircleAlert,
  },
  warning: {
    box: 'border-warning/30 border-s-warning bg-warning-soft',
    icon: 'text-warning',
    Icon: TriangleAlert,
  },
  info: { box: 'border-border border-s-accent bg-info-soft', icon: 'text-link', Icon: Info },
  success: {
    box: 'border-success/30 border-s-success bg-success-soft',
    icon: 'text-success',
    Icon: CircleCheck,
  },
} as const

interface AlertProps {
  tone: AlertTone
  title?: string
  children?: ReactNode
  /** Controls under the text. */
  actions?: ReactNode
}

/** A message about what just happened. The tone shows as icon, edge and role, never as colour alone. */
export function Alert({ tone, title, children, actions }: AlertProps) {
  const { box, icon, Icon } = tones[tone]
  const urgent = tone === 'danger' || tone === 'warning'
  return (
    <div
      role={urgent ? 'alert' : 'status'}
      className={clsx('flex gap-3 rounded-control border border-s-4 px-4 py-3', box)}
    >
      <Icon aria-hidden="true" className={clsx('mt-0.5 size-5 shrink-0', icon)} />
      <div className="min-w-0 grow">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="wrap-anywhere">{children}</div> : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  )
}
