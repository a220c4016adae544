import { afterEach, expect, it, vi } from 'vitest'
import { leaveRemovedInstitution } from './leave-removed-institution'

afterEach(() => vi.unstubAllGlobals())

const mine = { institutionId: 'a/b', name: 'A' }
const other = { institutionId: 'a/b/c', name: 'A' }

function answer(body: unknown, status = 200) {
  const fetched = vi.fn(async (_path: string) => Response.json(body, { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

it('asks for the list anew, and leaves when the institution is not on it', async () => {
  const fetched = answer({ institutions: [other], total: 1 })
  const left: string[] = []
  expect(await leaveRemovedInstitution('a/b', (href) => left.push(href))).toBe(true)
  expect(left).toEqual(['/institutions?from=a%2Fb'])
  expect(fetched).toHaveBeenCalledOnce()
  expect(fetched.mock.calls[0]?.[0]).toMatch(/[?&]refresh=1/)
})

it.each([
  ['that still has it', { institutions: [other, mine], total: 2 }, 200],
  ['that is not whole', { institutions: [], total: 0, partial: true }, 200],
  ['that cannot be had', { code: 'directory_unavailable' }, 502],
  ['of another shape', 'nothing', 200],
])('stays for a list %s', async (_, body, status) => {
  answer(body, status)
  const leave = vi.fn()
  expect(await leaveRemovedInstitution('a/b', leave)).toBe(false)
  expect(leave).not.toHaveBeenCalled()
})
