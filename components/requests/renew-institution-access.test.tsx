import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

let left: string[]
const leave = (href: string) => left.push(href)

beforeEach(() => {
  vi.useFakeTimers()
  left = []
  sessionStorage.clear()
  window.history.replaceState(null, '', '/i/a/reports?year=2026')
})
afterEach(() => {
  vi.resetModules()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** As a page that has just been loaded: what it remembers is in the tab's storage. */
async function loadPage() {
  vi.resetModules()
  const { renewInstitutionAccess } = await import('./renew-institution-access')
  return (institutionId: string) => renewInstitutionAccess(institutionId, leave)
}

describe('renewInstitutionAccess', () => {
  it('goes through the flow for the institution and comes back to this very page', async () => {
    const renew = await loadPage()
    expect(renew('a')).toBe(true)
    expect(left).toEqual([
      '/api/oidc/authorize?institutionId=a&returnTo=%2Fi%2Fa%2Freports%3Fyear%3D2026',
    ])
  })

  it('leaves once for all the calls of a page', async () => {
    const renew = await loadPage()
    expect([renew('a'), renew('a'), renew('a')]).toEqual([true, true, true])
    expect(left).toHaveLength(1)
  })

  it('does not run in a circle', async () => {
    const renew = await loadPage()
    renew('a')
    const renewAgain = await loadPage()
    vi.advanceTimersByTime(29_000)
    expect(renewAgain('a')).toBe(false)
    expect(left).toHaveLength(1)
  })

  it('renews the same institution again after half a minute, and another at once', async () => {
    const renew = await loadPage()
    renew('a')
    const renewNext = await loadPage()
    expect(renewNext('b')).toBe(true)
    vi.advanceTimersByTime(31_000)
    expect(renewNext('a')).toBe(true)
    expect(left).toHaveLength(3)
  })

  it('asks the person where nothing can be remembered', async () => {
    vi.stubGlobal('sessionStorage', {
      getItem() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
    const renew = await loadPage()
    expect(renew('a')).toBe(false)
    expect(left).toEqual([])
  })
})
