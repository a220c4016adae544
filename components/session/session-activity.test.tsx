import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionView } from '@/lib/http/session-view'
import { SessionProvider } from './session-provider'

const session: SessionView = {
  user: { issuer: 'i', subject: 's', name: 'Pat Morgan', username: 'pat' },
  expires: '2026-11-22T22:00:00.000Z',
  idleExpires: '2026-11-22T14:15:00.000Z',
  institutions: [],
}

let posts: number

beforeEach(() => {
  vi.useFakeTimers()
  posts = 0
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    if (init?.method === 'POST') posts += 1
    return Response.json(input.endsWith('/csrf') ? { csrfToken: 'c' } : session)
  })
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('SessionActivity', () => {
  it('tells the server at most once a minute, however much happens', async () => {
    render(<SessionProvider session={session}>page</SessionProvider>)
    await show('keydown')
    expect(posts).toBe(0)
    await vi.advanceTimersByTimeAsync(61_000)
    await show('keydown')
    await show('pointermove')
    await show('scroll')
    expect(posts).toBe(1)
    await vi.advanceTimersByTimeAsync(61_000)
    await show('pointerdown')
    expect(posts).toBe(2)
  })

  it('says nothing while the person does nothing', async () => {
    render(<SessionProvider session={session}>page</SessionProvider>)
    await vi.advanceTimersByTimeAsync(20 * 60_000)
    expect(posts).toBe(0)
  })

  it('is quiet after it left the page', async () => {
    const { unmount } = render(<SessionProvider session={session}>page</SessionProvider>)
    unmount()
    await vi.advanceTimersByTimeAsync(61_000)
    await show('keydown')
    expect(posts).toBe(0)
  })
})

/** A sign of life, and enough time for a request that it causes to be answered. */
async function show(sign: string) {
  await act(async () => {
    window.dispatchEvent(new Event(sign))
    await vi.advanceTimersByTimeAsync(10)
  })
}
