import { LogIn } from 'lucide-react'
import { PracticeBanner } from '@/components/frame/practice-banner'
import { PinButton } from '@/components/institution-picker/pin-button'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { InitialsTile } from '@/components/ui/initials-tile'
import { MiddleTruncate } from '@/components/ui/middle-truncate'
import { SearchField } from '@/components/ui/search-field'
import { createInstitution } from './made-up-data'

const tiles = Array.from({ length: 12 }, (_, number) => createInstitution(number))
const variants = {
  Primary: 'primary',
  Secondary: 'secondary',
  Quiet: 'quiet',
  Danger: 'danger',
} as const
const rowLook = 'flex flex-wrap items-center gap-3'

export function ButtonSpecimens() {
  return (
    <>
      {(['regular', 'small'] as const).map((size) => (
        <div key={size} className={rowLook}>
          {Object.entries(variants).map(([name, variant]) => (
            <Button key={name} variant={variant} size={size}>
              {name}, {size}
            </Button>
          ))}
          <Button size={size} isBusy>
            Disabled
          </Button>
        </div>
      ))}
      <div className={rowLook}>
        <ButtonLink href="#buttons" variant="primary">
          <LogIn aria-hidden="true" className="size-4.5" />A link with an icon
        </ButtonLink>
        <CopyButton value="copied" what="details" />
        <CopyButton value="copied" what="id" compact />
        <a href="#buttons" className="inline-link">
          A link in a text
        </a>
        <PinButton institutionId="inst-1" name="Bank of Monett" isPinned={false} />
        <PinButton institutionId="inst-2" name="Cedar Valley" isPinned />
      </div>
    </>
  )
}

export function FieldSpecimens() {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SearchField id="gallery-empty" label="Search" hint="Name, city or ID" />
      <SearchField id="gallery-filled" label="Search, filled" defaultValue="cedar" />
      <SearchField id="gallery-disabled" label="Search, disabled" disabled />
      <SearchField id="gallery-placeholder" label="With a placeholder" placeholder="Name or ID" />
    </div>
  )
}

export function BadgeSpecimens() {
  return (
    <>
      <div className={rowLook}>
        <Badge>Neutral</Badge>
        <Badge tone="accent">Current</Badge>
        <Badge tone="success">200 OK</Badge>
        <Badge tone="warning">UAT</Badge>
        <Badge tone="danger">Failed</Badge>
      </div>
      <div className={rowLook}>
        {(['small', 'regular', 'large'] as const).map((size) => (
          <InitialsTile key={size} id="inst-1000" name="Cedar Valley" size={size} />
        ))}
        {tiles.map(({ institutionId, name }) => (
          <InitialsTile key={institutionId} id={institutionId} name={name} />
        ))}
      </div>
      <div className="w-48 max-w-full rounded-control border border-border bg-surface-raised px-3 py-2">
        <MiddleTruncate text="Farmers' & Merchants' Bank of the Upper Missouri River Valley" />
      </div>
      <PracticeBanner />
    </>
  )
}
