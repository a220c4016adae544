import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { basicAuthorization } from './test-application.ts'
import { createTestProver } from './test-dpop.ts'

const folder = mkdtempSync(join(tmpdir(), 'simulator-'))
const children: ChildProcess[] = []

afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function start(environment: Record<string, string>) {
  const main = new URL('main.ts', import.meta.url).pathname
  const env = { ...process.env, SIMULATOR_DATA: join(folder, 'a.db'), ...environment }
  const child = spawn(process.execPath, [main], { env })
  children.push(child)
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (text) => (output.stdout += text))
  child.stderr.on('data', (text) => (output.stderr += text))
  const exited = once(child, 'exit').then(([code]) => code)
  return { child, output, exited }
}

describe('the process', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('prints one line and ends on %s', async (signal) => {
    const { child, output, exited } = start({ SIMULATOR_PORT: '0' })
    await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('issuer')
    const issuer = /issuer (http:\/\/localhost:\d+\/a\/oidc-provider\/api\/v0)\n$/.exec(
      output.stdout,
    )?.[1]
    expect(output.stdout.split('\n').length).toBe(2)
    // Leaves a keep-alive connection open, as a browser does.
    await (await fetch(`${issuer}/jwks`)).text()
    const before = performance.now()
    child.kill(signal)
    expect(await exited).toBe(0)
    expect(performance.now() - before).toBeLessThan(2000)
    expect(output.stderr).toBe('')
  })

  test('has no back-channel logout when told so', async () => {
    const { child, output, exited } = start({
      SIMULATOR_PORT: '0',
      SIMULATOR_BACKCHANNEL_LOGOUT: 'off',
    })
    await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('issuer')
    const issuer = output.stdout.trim().split(' ').at(-1)
    const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
    expect(metadata.issuer).toBe(issuer)
    expect(metadata).not.toHaveProperty('backchannel_logout_supported')
    child.kill()
    expect(await exited).toBe(0)
  })

  test.each(['offered', 'required'])('takes pushed requests when told so: %s', async (par) => {
    const { child, output, exited } = start({ SIMULATOR_PORT: '0', SIMULATOR_PAR: par })
    await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('issuer')
    const issuer = output.stdout.trim().split(' ').at(-1)
    const metadata = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
    expect(metadata.pushed_authorization_request_endpoint).toBe(`${issuer}/request`)
    expect(metadata.require_pushed_authorization_requests === true).toBe(par === 'required')
    child.kill()
    expect(await exited).toBe(0)
  })

  test.each([
    ['on', true],
    ['off', false],
  ])('demands a nonce in DPoP proofs when told so: %s', async (value, demanded) => {
    const { child, output, exited } = start({ SIMULATOR_PORT: '0', SIMULATOR_DPOP_NONCE: value })
    await expect.poll(() => output.stdout, { timeout: 10_000 }).toContain('issuer')
    const htu = `${output.stdout.trim().split(' ').at(-1)}/token`
    const { prove } = await createTestProver()
    const dpop = await prove({ htm: 'POST', htu })
    const headers = { ...basicAuthorization('starter', 'simulator-only-secret'), dpop }
    const form = { grant_type: 'refresh_token', refresh_token: 'unknown' }
    const body = new URLSearchParams(form)
    const answer = await (await fetch(htu, { method: 'POST', body, headers })).json()
    expect(answer.error === 'use_dpop_nonce').toBe(demanded)
    child.kill()
    expect(await exited).toBe(0)
  })

  test('says so when its port is in use', async () => {
    const first = start({ SIMULATOR_PORT: '0' })
    await expect.poll(() => first.output.stdout, { timeout: 10_000 }).toContain('issuer')
    const port = /localhost:(\d+)/.exec(first.output.stdout)?.[1] ?? ''
    const second = start({ SIMULATOR_PORT: port })
    expect(await second.exited).toBe(1)
    expect(second.output.stderr.trim()).toBe(
      `Port ${port} is in use. Stop what listens there, or set SIMULATOR_PORT to another port.`,
    )
    first.child.kill()
    await first.exited
  })

  test.each([
    ['SIMULATOR_PORT', 'four', 'SIMULATOR_PORT is not a port number.'],
    ['SIMULATOR_PAR', 'yes', 'SIMULATOR_PAR is not one of off, offered, required.'],
  ])('refuses a value of %s that is none', async (name, value, message) => {
    const { exited, output } = start({ SIMULATOR_PORT: '0', [name]: value })
    expect(await exited).toBe(1)
    expect(output.stderr.trim()).toBe(message)
  })
})
