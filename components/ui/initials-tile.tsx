import clsx from 'clsx'
import { initialsOf } from './initials'

const hues = [
  'bg-tile-blue text-tile-blue-text',
  'bg-tile-teal text-tile-teal-text',
  'bg-tile-green text-tile-green-text',
  'bg-tile-gold text-tile-gold-text',
  'bg-tile-orange text-tile-orange-text',
  'bg-tile-rose text-tile-rose-text',
  'bg-tile-violet text-tile-violet-text',
  'bg-tile-slate text-tile-slate-text',
]

const sizes = {
  small: 'size-7 text-caption',
  regular: 'size-9 text-small',
  large: 'size-12 text-heading',
}

interface InitialsTileProps {
  /** Decides the hue, so one institution looks the same everywhere. */
  id: string
  name: string
  size?: keyof typeof sizes
}

/** A cue for the eye: initials on a hue picked by the id. Decoration only; the name is the truth. */
export function InitialsTile({ id, name, size = 'regular' }: InitialsTileProps) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex shrink-0 select-none items-center justify-center rounded-control border border-transparent font-semibold',
        sizes[size],
        hues[hueIndex(id)],
      )}
    >
      {initialsOf(name)}
    </span>
  )
}

/** FNV-1a: spreads ids that differ in one character over the whole set. */
function hueIndex(id: string): number {
  let hash = 0x811c9dc5
  for (const character of id) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0) % hues.length
}
