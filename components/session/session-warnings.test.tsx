import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { useSession } from 'next-auth/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NextAuthSession } from './next-auth-session'
import { letPass, renderWatchedPage } from './testing-page'
import { createTestView, stubSessionServer, type TestServer, testStart } from './testing-session'

const minute = 60_000
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

describe('the warning of the idle limit', () => {
  it('says what happens when, with the focus on staying', async () => {
    await renderWatchedPage(createTestView())
    await letPass(13 * minute + 1_000)
    const dialog = screen.getByRole('alertdialog', { name: "You're about to be signed out" })
    expect(readDescription(dialog)).toBe(
      "For your security, we'll sign you out in 2 minutes because there has been no activity. " +
        "Anything you haven't saved in this tab will be lost.",
    )
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stay signed in' }))
    const signOut = screen.getByRole<HTMLButtonElement>('button', { name: 'Sign out now' })
    expect(signOut.form?.getAttribute('action')).toBe('/api/oidc/logout')
    expect(signOut.form?.method).toBe('post')
  })

  it('counts for the eye every second, and for the ear at four moments', async () => {
    await renderWatchedPage(createTestView())
    await letPass(13 * minute + 1_000)
    const spoken = document.querySelector('[aria-live="assertive"]')
    const heard: string[] = []
    const seen = new Set<string>()
    for (let second = 0; second < 118; second += 1) {
      const now = spoken?.textContent?.match(/in (.*) because/)?.[1] ?? ''
      if (heard.at(-1) !== now) heard.push(now)
      seen.add(document.querySelector('dialog [aria-hidden="true"]')?.textContent ?? '')
      await letPass(1_000)
    }
    expect(heard).toEqual(['2 minutes', '1 minute', '40 seconds', '20 seconds'])
    expect(seen.size).toBeGreaterThan(55)
  })

  it('closes when the person stays, and gives the focus back', async () => {
    await renderWatchedPage(createTestView(), <button type="button">Save</button>)
    screen.getByRole('button', { name: 'Save' }).focus()
    await letPass(13 * minute + 1_000)
    fireEvent.click(screen.getByRole('button', { name: 'Stay signed in' }))
    await letPass(10)
    expect(server.requests.at(-1)).toBe('POST session')
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save' }))
  })

  it('takes Escape for staying', async () => {
    await renderWatchedPage(createTestView())
    await letPass(13 * minute + 1_000)
    const cancel = new Event('cancel', { cancelable: true })
    act(() => {
      screen.getByRole('alertdialog').dispatchEvent(cancel)
    })
    expect(cancel.defaultPrevented).toBe(true)
    await letPass(10)
    expect(server.requests.at(-1)).toBe('POST session')
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('stays open when a browser closes it all the same', async () => {
    await renderWatchedPage(createTestView())
    await letPass(13 * minute + 1_000)
    const dialog = screen.getByRole<HTMLDialogElement>('alertdialog')
    act(() => {
      dialog.open = false
      dialog.dispatchEvent(new Event('close'))
    })
    expect(dialog.open).toBe(true)
  })

  it('says when the server cannot be reached, while the clock goes on', async () => {
    await renderWatchedPage(createTestView())
    await letPass(14 * minute + 1_000)
    server.status = 0
    fireEvent.click(screen.getByRole('button', { name: 'Stay signed in' }))
    await letPass(5_000)
    expect(screen.getByRole('alert').textContent).toBe(
      "We couldn't reach the server. Check your connection and try again.",
    )
    expect(screen.getByText(/in 54 seconds/)).toBeTruthy()
    server.status = 200
    fireEvent.click(screen.getByRole('button', { name: 'Stay signed in' }))
    await letPass(10)
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe('the warnings of the absolute limit', () => {
  it('say when the session ends, and lead to a new one on the same page', async () => {
    window.history.replaceState(null, '', '/i/a?tab=2')
    server.view = createTestView({ idle: 480 })
    await renderWatchedPage(server.view)
    await letPass(471 * minute)
    const banner = screen.getByRole('complementary', { name: 'Session' })
    expect(banner.textContent).toMatch(/^Your 8-hour session ends at \d+:\d\d [AP]M\./)
    expect(banner.parentElement?.getAttribute('aria-live')).toBe('polite')
    expect(screen.queryByRole('alertdialog')).toBeNull()

    await letPass(7 * minute + 1_000)
    const link = screen.getByRole('link', { name: 'Sign in again now' })
    expect(link.getAttribute('href')).toBe('/api/oidc/authorize?returnTo=%2Fi%2Fa%3Ftab%3D2')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Not now' }))
    fireEvent.click(screen.getByRole('button', { name: 'Not now' }))
    await letPass(2_000)
    expect(screen.queryByRole('alertdialog')).toBeNull()
    expect(screen.getByRole('complementary', { name: 'Session' })).toBeTruthy()
  })

  it('leads to the address of the click, not of the rendering', async () => {
    server.view = createTestView({ idle: 480 })
    await renderWatchedPage(server.view)
    await letPass(471 * minute)
    window.history.replaceState(null, '', '/institutions?q=cedar')
    const link = screen.getByRole<HTMLAnchorElement>('link', { name: 'Sign in again' })
    link.addEventListener('click', (event) => event.preventDefault())
    fireEvent.click(link)
    expect(link.getAttribute('href')).toContain('returnTo=%2Finstitutions%3Fq%3Dcedar')
  })
})

describe('a page that cannot be trusted', () => {
  it('is hidden, with words and a way to try again, and comes back', async () => {
    await renderWatchedPage(createTestView())
    server.status = 0
    vi.setSystemTime(testStart + 20 * minute)
    await letPass(1_000)
    expect(document.documentElement.hasAttribute('data-session-hidden')).toBe(true)
    expect(screen.getByRole('alertdialog', { name: "We can't check your session right now" }))
    server.status = 200
    server.view = createTestView({ idle: 40 })
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await letPass(10)
    expect(document.documentElement.hasAttribute('data-session-hidden')).toBe(false)
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })
})

describe("next-auth's useSession()", () => {
  it('holds the view, follows it, and survives a server that does not answer', async () => {
    const status: string[] = []
    function Reader() {
      const { data, status: now, update } = useSession()
      status.push(now)
      return (
        <button type="button" onClick={() => update()}>
          {data?.idleExpires}
        </button>
      )
    }
    const session = createTestView()
    await renderWatchedPage(
      session,
      <NextAuthSession>
        <Reader />
      </NextAuthSession>,
    )
    expect(screen.getByRole('button').textContent).toBe(session.idleExpires)
    server.status = 503
    await letPass(3 * minute)
    fireEvent.click(screen.getByRole('button'))
    await letPass(10)
    server.status = 200
    fireEvent.click(screen.getByRole('button'))
    await letPass(10)
    expect(screen.getByRole('button').textContent).toBe(server.view?.idleExpires)
    expect(Date.parse(server.view?.idleExpires ?? '')).toBeGreaterThan(testStart + 17 * minute)
    expect(new Set(status)).toEqual(new Set(['authenticated']))
  })
})

/** What a screen reader reads when the dialog opens. */
function readDescription(dialog: HTMLElement): string {
  const ids = dialog.getAttribute('aria-describedby')?.split(' ') ?? []
  return ids.map((id) => document.getElementById(id)?.textContent).join(' ')
}
