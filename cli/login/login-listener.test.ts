import { createServer } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import { runLogin } from '@/cli/login'
import { createTestShell } from '@/cli/test-shell'
import { closeServer, listen } from '@/simulator/listening'
import { practiceLogin } from '@/testing/login'

const practice = practiceLogin()
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)
const { base, start, walk } = practice

describe('while it waits', () => {
  test('everything but the first callback is answered 404', async () => {
    const { address, ended } = await start()
    const { origin, port } = new URL(practice.redirectUri)
    const status = async (path: string, init: RequestInit = {}) =>
      (await fetch(`${origin}${path}`, init)).status
    expect(await status('/')).toBe(404)
    expect(await status('/callback/x?code=1')).toBe(404)
    expect(await status('/favicon.ico')).toBe(404)
    expect(await status('/callback', { method: 'POST' })).toBe(404)
    expect((await fetch(`http://127.0.0.1:${port}/callback?code=1`)).status).toBe(404)
    practice.simulator.faults.set({ tokenDelay: { value: 300 } })
    const { url } = await walk(address, { follow: false })
    expect([await status(url.pathname + url.search), await status('/callback?code=2')]).toEqual([
      200, 404,
    ])
    expect((await ended).status).toBe(0)
  })

  test.runIf(hasIpv6)('nobody else can wait on the other address of localhost', async () => {
    const { ended } = await start()
    const { port } = new URL(practice.redirectUri)
    const answers = ['127.0.0.1', '[::1]'].map((host) => fetch(`http://${host}:${port}/callback`))
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404])
    process.emit('SIGINT')
    await ended
  })

  test('Ctrl-C ends it', async () => {
    const { ended } = await start()
    process.emit('SIGINT')
    expect((await ended).status).toBe('Ended.')
    await expect(fetch(practice.redirectUri)).rejects.toThrow()
  })
})

describe('it does not wait', () => {
  test('at a port that is in use', async () => {
    const other = createServer()
    const port = await listen(other, 0)
    const parameters = ['--redirect-uri', `http://localhost:${port}/callback`]
    await expect(runLogin(parameters, createTestShell(base()))).rejects.toThrow(
      new RegExp(`^Port ${port} is in use\\. .*--redirect-uri`),
    )
    await closeServer(other)
  })

  test.each([
    'https://localhost:4020/x',
    'http://desk.example.com/x',
    'localhost:4020',
    'http://127.0.0.1.evil.example/',
  ])('at %s, which is not this machine over plain http', async (uri) => {
    const asked = runLogin(['--redirect-uri', uri], createTestShell(base()))
    await expect(asked).rejects.toMatchObject({ code: 'ERR_JHI_USAGE' })
  })
})
