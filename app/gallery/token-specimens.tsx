import clsx from 'clsx'
import { Logo } from '@/components/brand/logo'

const colors = [
  ['surface', 'bg-surface'],
  ['surface-raised', 'bg-surface-raised'],
  ['surface-sunken', 'bg-surface-sunken'],
  ['surface-hover', 'bg-surface-hover'],
  ['border', 'bg-border'],
  ['border-control', 'bg-border-control'],
  ['text-muted', 'bg-text-muted'],
  ['text', 'bg-text'],
  ['accent-soft', 'bg-accent-soft'],
  ['accent', 'bg-accent'],
  ['accent-hover', 'bg-accent-hover'],
  ['link', 'bg-link'],
  ['focus', 'bg-focus'],
  ['header', 'bg-header'],
  ['header-raised', 'bg-header-raised'],
  ['highlight', 'bg-highlight'],
  ['info-soft', 'bg-info-soft'],
  ['success-soft', 'bg-success-soft'],
  ['success', 'bg-success'],
  ['warning-soft', 'bg-warning-soft'],
  ['warning', 'bg-warning'],
  ['danger-soft', 'bg-danger-soft'],
  ['danger', 'bg-danger'],
  ['danger-fill', 'bg-danger-fill'],
] as const

const sizes = [
  ['title', 'font-semibold text-title tracking-tight'],
  ['heading', 'font-semibold text-heading'],
  ['body', 'text-body'],
  ['small', 'text-small'],
  ['caption', 'text-caption'],
] as const

/** Every colour by its name. */
export function ColorSpecimens() {
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-6">
      {colors.map(([name, look]) => (
        <li key={name} className="min-w-0 text-caption text-text-muted">
          <span
            className={clsx(
              'mb-1 block h-12 rounded-control border border-border-control forced-color-adjust-none',
              look,
            )}
          />
          {name}
        </li>
      ))}
    </ul>
  )
}

/** Every size of text, the product's mark, corners and shadows. */
export function TypeSpecimens() {
  return (
    <div className="flex flex-wrap items-end gap-x-10 gap-y-6">
      <ul className="flex min-w-0 flex-col gap-1">
        {sizes.map(([name, look]) => (
          <li key={name} className={look}>
            Cedar Valley Federal Credit Union, {name}
          </li>
        ))}
        <li className="font-mono text-small">1b6f9636-563a, mono</li>
      </ul>
      <Logo className="size-12" />
      <span className="flex size-20 items-center justify-center rounded-card border border-border bg-surface-raised text-caption shadow-card">
        card
      </span>
      <span className="flex size-20 items-center justify-center rounded-card border border-border bg-surface-raised text-caption shadow-popover">
        popover
      </span>
    </div>
  )
}
