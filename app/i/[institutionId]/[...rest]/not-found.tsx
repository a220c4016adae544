import { NotFoundMessage } from '@/components/message-page/not-found-message'

export default function NotFoundInInstitution() {
  return <NotFoundMessage />
}
