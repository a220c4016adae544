import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { getFromUpstream, upstreamHref } from './get-from-upstream'
import { RequestProblem } from './request-problem'

const address = {
  institutionId: 'a/b',
  upstream: 'account-services',
  path: ['enterprise', 'é', '1'],
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function refuse(status: number, code: string) {
  vi.stubGlobal('fetch', async () => Response.json({ code }, { status }))
}

describe('getFromUpstream', () => {
  it('asks the BFF, with the header that no other site can send', async () => {
    const fetched = vi.fn(async (_path: string, _init: RequestInit) => Response.json({ total: 1 }))
    vi.stubGlobal('fetch', fetched)
    expect(await getFromUpstream(address)).toMatchObject({ body: { total: 1 } })
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/bff/a%2Fb/account-services/enterprise/%C3%A9/1')
    expect(fetched.mock.calls[0]?.[0]).toBe(upstreamHref(address))
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ 'X-CSRF': '1' })
  })

  it('renews access that has ended, and shows no failure while the page leaves', async () => {
    refuse(403, 'institution_authorization_required')
    const renewed: string[] = []
    const call = getFromUpstream(address, { renew: (id) => renewed.push(id) > 0 })
    const outcome = vi.fn()
    call.catch(outcome)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(renewed).toEqual(['a/b'])
    expect(outcome).not.toHaveBeenCalled()
    // The person stopped the page from loading.
    await vi.advanceTimersByTimeAsync(2_000)
    expect(outcome.mock.calls[0]?.[0]).toBeInstanceOf(RequestProblem)
  })

  it('says so when renewing has just been tried', async () => {
    refuse(403, 'institution_authorization_required')
    await expect(getFromUpstream(address, { renew: () => false })).rejects.toMatchObject({
      code: 'institution_authorization_required',
    })
  })

  it('renews nothing for any other refusal', async () => {
    refuse(403, 'insufficient_scope')
    const renew = vi.fn(() => true)
    await expect(getFromUpstream(address, { renew })).rejects.toMatchObject({ status: 403 })
    expect(renew).not.toHaveBeenCalled()
  })

  it('leaves after a refusal by the upstream when the institution is gone', async () => {
    refuse(403, '')
    const leaveRemoved = vi.fn(async () => true)
    const outcome = vi.fn()
    getFromUpstream(address, { leaveRemoved }).catch(outcome)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(leaveRemoved).toHaveBeenCalledWith('a/b')
    expect(outcome).not.toHaveBeenCalled()
    const stays = getFromUpstream(address, { leaveRemoved: async () => false })
    await expect(stays).rejects.toMatchObject({ status: 403 })
  })

  it('tells the page of a session that is gone', async () => {
    refuse(401, 'session_required')
    const onLoss = vi.fn()
    window.addEventListener('jhi-session-loss', onLoss, { once: true })
    await expect(getFromUpstream(address)).rejects.toMatchObject({ status: 401 })
    expect(onLoss).toHaveBeenCalledOnce()
  })
})
