'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { flushSync } from 'react-dom'
import { getRemembered } from '@/components/institution-search/get-remembered'
import type { RememberedView } from '@/lib/http/remembered-view'
import type { Institution } from '@/lib/institutions/institution'
import { savePin } from './save-pin'

/** How many institutions a person may pin; the server keeps no more. */
export const mostPinned = 8

/**
 * The pins of the page. Pressing one shows at once and is taken back when the server cannot be told;
 * without JavaScript the same form posts, and the page comes again.
 */
export function usePins({
  initial,
  findInstitution,
  focusElsewhere,
}: {
  /** Null when the server could not say. */
  initial: RememberedView | null
  /** One of the rows; what is at hand is known here. */
  findInstitution: (institutionId: string) => Institution | undefined
  /** The row of the pin that had the focus is gone, and so are its neighbours. */
  focusElsewhere: () => void
}) {
  const [changed, setRemembered] = useState(initial)
  const { data: fetched } = useQuery({
    queryKey: ['institutions', 'remembered'],
    queryFn: ({ signal }) => getRemembered(signal),
    enabled: initial === null,
  })
  const { pinned, recent } = changed ?? fetched ?? nothing
  const [message, setMessage] = useState('')

  async function submitPin(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent
    if (!(submitter instanceof HTMLButtonElement)) return
    event.preventDefault()
    const action = submitter.name === 'unpin' ? 'unpin' : 'pin'
    const atHand = [...pinned, ...recent]
    const institution = atHand.find(isNamed(submitter.value)) ?? findInstitution(submitter.value)
    if (institution === undefined) return
    if (action === 'pin' && pinned.length >= mostPinned) {
      setMessage(`You can pin up to ${mostPinned} institutions. Unpin one first.`)
      return
    }
    const form = event.currentTarget
    const row = submitter.closest('li')
    const neighbour = row?.nextElementSibling ?? row?.previousElementSibling
    flushSync(() => toggle(institution, action))
    if (!submitter.isConnected) {
      const star =
        action === 'pin' ? findStar(form, submitter.value) : neighbour?.querySelector('button')
      if (star) star.focus()
      else focusElsewhere()
    }
    setMessage(`${action === 'pin' ? 'Pinned' : 'Unpinned'} ${institution.name}.`)
    const isSaved = await savePin(action, institution.institutionId)
    if (isSaved) return
    toggle(institution, action === 'pin' ? 'unpin' : 'pin')
    setMessage("We couldn't save that. Check your connection and try again.")
  }

  function toggle(institution: Institution, action: 'pin' | 'unpin') {
    setRemembered((changedSince) => {
      const before = changedSince ?? { pinned, recent }
      const others = before.pinned.filter(isOther(institution))
      return { ...before, pinned: action === 'pin' ? [...others, institution] : others }
    })
  }

  return {
    isKnown: initial !== null || fetched !== undefined,
    pinned,
    recent: recent.filter((institution) => pinned.every(isOther(institution))),
    pinnedIds: new Set(pinned.map(({ institutionId }) => institutionId)),
    message,
    submitPin,
  }
}

function findStar(form: HTMLFormElement, institutionId: string): HTMLButtonElement | undefined {
  return [...form.elements]
    .filter((element) => element instanceof HTMLButtonElement)
    .find(({ value }) => value === institutionId)
}

const nothing: RememberedView = { pinned: [], recent: [] }

const isNamed = (institutionId: string) => (candidate: Institution) =>
  candidate.institutionId === institutionId

const isOther =
  ({ institutionId }: Institution) =>
  (candidate: Institution) =>
    candidate.institutionId !== institutionId
