import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'

/** The keys that do more here than in other places. */
export function KeyboardCard() {
  return (
    <Card id="keyboard" title="Keyboard">
      <DescriptionList>
        <DescriptionRow term="Ctrl+K or ⌘K">
          Choose another institution, on any page, when you have several
        </DescriptionRow>
        <DescriptionRow term="Tab">First on each page: skip to the content</DescriptionRow>
        <DescriptionRow term="↑ ↓ Home End">Move between institutions</DescriptionRow>
        <DescriptionRow term="Enter">Open the first result, or the one you are on</DescriptionRow>
        <DescriptionRow term="Ctrl+Enter or ⌘Enter">Open it in a new tab</DescriptionRow>
        <DescriptionRow term="Any letter">From a row, back to the search above it</DescriptionRow>
        <DescriptionRow term="Esc">Clear the search, close what has opened</DescriptionRow>
      </DescriptionList>
    </Card>
  )
}
