import clsx from 'clsx'
import type { ComponentProps } from 'react'

/** How much a control asks for attention; a page has one `primary` at most. */
type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'

interface ButtonLook {
  variant?: ButtonVariant
  size?: 'regular' | 'small'
}

const variants: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-accent text-on-accent hover:bg-accent-hover active:bg-accent-hover shadow-card',
  secondary:
    'border-border-control bg-surface-raised text-text hover:bg-surface-hover active:bg-surface-hover',
  quiet: 'border-transparent text-link hover:bg-surface-hover active:bg-surface-hover',
  danger:
    'border-transparent bg-danger-fill text-on-accent hover:bg-danger-fill-hover active:bg-danger-fill-hover',
}

const sizes = {
  regular: 'min-h-10 px-4 py-2 text-body',
  small: 'min-h-8 px-3 py-1 text-small',
}

/** The classes of a button, for elements that are not one. The border keeps it visible in forced colours. */
export function buttonClass(look: ButtonLook = {}): string {
  return clsx(
    'inline-flex cursor-pointer items-center justify-center gap-2 rounded-control border text-center font-medium no-underline transition-colors *:[svg]:shrink-0 print:hidden',
    'aria-disabled:cursor-default aria-disabled:border-border aria-disabled:bg-surface-sunken aria-disabled:text-text-muted aria-disabled:shadow-none',
    variants[look.variant ?? 'secondary'],
    sizes[look.size ?? 'regular'],
  )
}

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, ButtonLook {
  /** It does nothing for now. It keeps the focus, which a disabled button would lose. */
  isBusy?: boolean
}

/** A button that acts on this page. Its type is `button` unless it says otherwise. */
export function Button({
  variant = 'secondary',
  size = 'regular',
  type = 'button',
  isBusy = false,
  onClick,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={isBusy || undefined}
      onClick={isBusy ? undefined : onClick}
      className={clsx(buttonClass({ variant, size }), className)}
      {...rest}
    />
  )
}

/** A link that looks like a button. A plain `<a>`: institutions and sign-in are full page loads. */
export function ButtonLink({
  variant = 'secondary',
  size = 'regular',
  className,
  children,
  ...rest
}: ComponentProps<'a'> & ButtonLook & { href: string }) {
  return (
    <a className={clsx(buttonClass({ variant, size }), className)} {...rest}>
      {children}
    </a>
  )
}
