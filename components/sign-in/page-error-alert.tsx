import { Alert } from '@/components/ui/alert'
import { getPageErrorMessage } from './page-error-messages'

interface PageErrorAlertProps {
  /** The value of `?error=`, as it came. */
  code: string
  /** Under which the log has it. */
  reference?: string | undefined
}

/** Says why the person is here again, and what to tell an administrator where only one can help. */
export function PageErrorAlert({ code, reference }: PageErrorAlertProps) {
  const { title, text, isForAdministrator = false } = getPageErrorMessage(code)
  return (
    <Alert tone="danger" title={title}>
      {text}
      {isForAdministrator && reference === undefined
        ? ' If it keeps happening, contact your administrator.'
        : null}
      {isForAdministrator && reference !== undefined ? (
        <>
          {' If it keeps happening, give your administrator this code: '}
          <code className="select-all wrap-anywhere font-mono text-small">{reference}</code>.
        </>
      ) : null}
    </Alert>
  )
}
