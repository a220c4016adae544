import { Alert } from '@/components/ui/alert'
import { getPageErrorMessage } from './page-error-messages'

/** Says why the person is here again, from the value of `?error=`, as it came. */
export function PageErrorAlert({ code }: { code: string }) {
  const { title, text } = getPageErrorMessage(code)
  return (
    <Alert tone="danger" title={title}>
      {text}
    </Alert>
  )
}
