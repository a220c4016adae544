import { LocalTime } from '@/components/session/local-time'
import { Card } from '@/components/ui/card'
import { DescriptionList, DescriptionRow } from '@/components/ui/description-list'
import type { SessionView } from '@/lib/http/session-view'

interface YouCardProps {
  user: SessionView['user']
  /** ISO 8601; left out when it is not known. */
  signedInAt?: string | undefined
}

/** Proof of who signed in. */
export function YouCard({ user, signedInAt }: YouCardProps) {
  return (
    <Card id="you" title="You" description="Proves who signed in, from a verified ID token.">
      <DescriptionList>
        <DescriptionRow term="Name">{user.name}</DescriptionRow>
        <DescriptionRow term="Username">{user.username}</DescriptionRow>
        <DescriptionRow term="User ID" copyValue={user.subject} mono>
          {user.subject}
        </DescriptionRow>
        {signedInAt ? (
          <DescriptionRow term="Signed in">
            <LocalTime iso={signedInAt} />
          </DescriptionRow>
        ) : null}
      </DescriptionList>
    </Card>
  )
}
