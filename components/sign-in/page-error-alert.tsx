import { Alert } from '@/components/ui/alert'
import { getPageErrorMessage } from './page-error-messages'

interface PageErrorAlertProps {
  /** The value of `?error=`, as it came. */
  code: string
  /** What support can look up. */
  reference?: string | undefined
}

/** Says why the person is here again, from the code in the address. */
export function PageErrorAlert({ code, reference }: PageErrorAlertProps) {
  const { title, text, quoteReference } = getPageErrorMessage(code)
  return (
    <Alert tone="danger" title={title}>
      <p>{text}</p>
      {quoteReference && reference ? (
        <p className="mt-1 text-small">
          Give your administrator this code: <code className="font-mono">{reference}</code>
        </p>
      ) : null}
    </Alert>
  )
}
