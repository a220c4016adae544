import { afterEach, expect, it, vi } from 'vitest'
import { sendToUpstream } from './send-to-upstream'

afterEach(() => vi.unstubAllGlobals())

const address = { institutionId: 'a', upstream: 'account-services', path: ['accounts', '1'] }

it('sends a change with the version that it means', async () => {
  const fetched = vi.fn(async (_path: string, _init: RequestInit) =>
    Response.json({ name: 'New' }, { headers: { etag: '"8"' } }),
  )
  vi.stubGlobal('fetch', fetched)
  const change = { method: 'PATCH', body: { name: 'New' }, etag: '"7"' } as const
  expect(await sendToUpstream(address, change)).toMatchObject({ etag: '"8"' })
  expect(fetched.mock.calls[0]).toMatchObject([
    '/api/bff/a/account-services/accounts/1',
    { method: 'PATCH', body: '{"name":"New"}', headers: { 'X-CSRF': '1', 'if-match': '"7"' } },
  ])
})

it('stays on the page when access has ended, and says so', async () => {
  const code = 'institution_authorization_required'
  vi.stubGlobal('fetch', async () => Response.json({ code }, { status: 403 }))
  const before = window.location.href
  await expect(sendToUpstream(address, { method: 'DELETE' })).rejects.toMatchObject({ code })
  expect(window.location.href).toBe(before)
})
