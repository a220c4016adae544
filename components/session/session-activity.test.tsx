import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { letPass, renderWatchedPage } from './testing-page'
import { createTestView, stubSessionServer, type TestServer, testStart } from './testing-session'

let server: TestServer

beforeEach(() => {
  vi.useFakeTimers({ now: testStart })
  server = stubSessionServer(createTestView())
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('SessionActivity', () => {
  it('tells the server at most once a minute, however much happens', async () => {
    await renderWatchedPage(createTestView())
    await show('keydown')
    expect(countPosts()).toBe(0)
    await letPass(61_000)
    await show('keydown')
    await show('pointermove')
    await show('scroll')
    expect(countPosts()).toBe(1)
    await letPass(61_000)
    await show('pointerdown')
    expect(countPosts()).toBe(2)
  })

  it('says nothing while the person does nothing', async () => {
    await renderWatchedPage(createTestView())
    await letPass(14 * 60_000)
    expect(countPosts()).toBe(0)
  })

  it('does not take the way to the button of the warning for activity', async () => {
    await renderWatchedPage(createTestView())
    await letPass(13 * 60_000 + 2_000)
    expect(screen.getByRole('alertdialog')).toBeTruthy()
    await show('pointermove')
    expect(countPosts()).toBe(0)
  })

  it('is quiet after it left the page', async () => {
    const { unmount } = await renderWatchedPage(createTestView())
    unmount()
    await letPass(61_000)
    await show('keydown')
    expect(server.requests).toEqual([])
  })
})

function countPosts(): number {
  return server.requests.filter((request) => request === 'POST session').length
}

/** A sign of life, and enough time for a request that it causes to be answered. */
async function show(sign: string) {
  act(() => {
    window.dispatchEvent(new Event(sign))
  })
  await letPass(10)
}
