import { callJson } from '@/components/requests/call-json'
import type { RememberedView } from '@/lib/http/remembered-view'
import { isInstitutions } from './get-institution-page'

/** What the person has at hand; nothing of it when the answer cannot be read. */
export async function getRemembered(signal: AbortSignal): Promise<RememberedView> {
  const { body } = await callJson('/api/institutions/pins', { signal })
  const { pinned, recent } = (body ?? {}) as Partial<Record<keyof RememberedView, unknown>>
  return {
    pinned: isInstitutions(pinned) ? pinned : [],
    recent: isInstitutions(recent) ? recent : [],
  }
}
