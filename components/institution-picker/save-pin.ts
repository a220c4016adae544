import { announceSessionLoss } from '@/components/requests/session-loss'

/** Tells the server of a pin; false when it could not be told. */
export async function savePin(action: 'pin' | 'unpin', institutionId: string): Promise<boolean> {
  const body = new URLSearchParams({ [action]: institutionId })
  return fetch('/api/institutions/pins', { method: 'POST', body }).then(
    ({ ok, status }) => {
      if (status === 401) announceSessionLoss()
      return ok
    },
    () => false,
  )
}
