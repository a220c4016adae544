import { ChooseAnotherLink } from './choose-another-link'
import { MessagePage } from './message-page'

/** The same page for an institution that is unknown and one that is not permitted, so ids cannot be probed. */
export function InstitutionNotAvailableMessage() {
  return (
    <MessagePage title="This institution isn't available to you" actions={<ChooseAnotherLink />}>
      <p>It may have been removed, or the link may be for someone else.</p>
    </MessagePage>
  )
}
