import { describePlace } from '@/components/institution/describe-place'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import type { Institution } from '@/lib/institutions/institution'

/** Proof of where the person works: the address of the page decides, and nothing else. */
export function InstitutionCard({ institution }: { institution: Institution }) {
  const place = describePlace(institution)
  return (
    <Card
      id="institution"
      title="This institution"
      description="From the URL; other tabs can be elsewhere."
    >
      <DescriptionList>
        <DescriptionRow term="Name">{institution.name}</DescriptionRow>
        <DescriptionRow term="Institution ID" copyValue={institution.institutionId} mono>
          {institution.institutionId}
        </DescriptionRow>
        {place ? <DescriptionRow term="Location">{place}</DescriptionRow> : null}
        {institution.routingNumber ? (
          <DescriptionRow term="Routing number" copyValue={institution.routingNumber} mono>
            {institution.routingNumber}
          </DescriptionRow>
        ) : null}
        {institution.groups && institution.groups.length > 0 ? (
          <DescriptionRow term="Your groups">
            <span className="flex flex-wrap gap-1.5 pt-0.5">
              {institution.groups.map((group) => (
                <Badge key={group}>{group}</Badge>
              ))}
            </span>
          </DescriptionRow>
        ) : null}
      </DescriptionList>
    </Card>
  )
}
