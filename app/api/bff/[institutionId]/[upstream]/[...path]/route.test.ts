import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { institutionIdAt } from '@/simulator/institutions'
import { type Flow, type FlowBrowser, startFlow } from '@/testing/flow'

let flow: Flow
let browser: FlowBrowser
let upstream: Server
let respond: (request: IncomingMessage, response: ServerResponse) => void
const received: IncomingMessage[] = []

const few = 'few@example.test'
const institutionId = institutionIdAt(0)
const path = `/api/bff/${institutionId}/account-services/enterprise/u/accounts`

beforeAll(async () => {
  upstream = createServer((request, response) => {
    received.push(request)
    respond(request, response)
  })
  await new Promise<void>((resolve) => upstream.listen(0, 'localhost', resolve))
  const { port } = upstream.address() as AddressInfo
  flow = await startFlow({ ACCOUNT_SERVICES_URL: `http://localhost:${port}/base` })
  browser = flow.newBrowser()
  await browser.authorize(few)
  await browser.authorize(few, institutionId)
})
afterAll(async () => {
  await flow.close()
  upstream.closeAllConnections()
  upstream.close()
})
beforeEach(() => {
  received.length = 0
  respond = (_, response) => response.end('{}')
})

async function codeOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = await response.json()
  expect(problem).toMatchObject({ status: response.status, requestId: expect.any(String) })
  expect(Object.keys(problem).sort()).toEqual(['code', 'requestId', 'status', 'title', 'type'])
  return problem.code
}

describe('a call', () => {
  test('asks for an answer that is not compressed, whatever the browser takes', async () => {
    await browser.call(path, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(received[0]?.headers['accept-encoding']).toBe('identity')
  })

  test('goes to the institution’s path with the bearer and without the cookie', async () => {
    await browser.call(`${path}?sort=name&sort=date`, {
      headers: {
        accept: 'application/json',
        authorization: 'Basic mine',
        'x-forwarded-for': '1.1.1.1',
      },
    })
    const [call] = received
    expect(call?.url).toBe(`/base/${institutionId}/enterprise/u/accounts?sort=name&sort=date`)
    expect(call?.headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/)
    expect(call?.headers.accept).toBe('application/json')
    expect(call?.headers.cookie).toBeUndefined()
    expect(call?.headers['x-csrf']).toBeUndefined()
    expect(call?.headers['x-forwarded-for']).toBeUndefined()
  })

  test('keeps spaces and plus signs of its query apart', async () => {
    await browser.call(`${path}?q=a+b%20c&sum=1%2B1`)
    expect(received[0]?.url).toMatch(/\?q=a%20b%20c&sum=1%2B1$/)
  })

  test('gets the answer with its status and only harmless headers', async () => {
    respond = (_, response) => {
      response.writeHead(201, {
        'content-type': 'application/json',
        etag: '"1"',
        location: 'http://internal.example/secret',
        'set-cookie': 'jhi_session=planted',
        'access-control-allow-origin': '*',
        'cache-control': 'public, max-age=3600',
        server: 'inside/1.0',
      })
      response.end('{"ok":true}')
    }
    const response = await browser.call(path, { method: 'POST', body: '{}' })
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ ok: true })
    expect(response.headers.get('etag')).toBe('"1"')
    expect(response.headers.get('cache-control')).toBe('no-store')
    for (const name of ['location', 'set-cookie', 'access-control-allow-origin', 'server']) {
      expect(response.headers.get(name)).toBeNull()
    }
  })

  test('never makes a page of this origin out of an upstream’s HTML', async () => {
    respond = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end('<script>alert(1)</script>')
    }
    const response = await browser.call(path)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('streams its body up and the answer down', async () => {
    respond = (request, response) => request.pipe(response)
    const chunk = 'x'.repeat(64 * 1024)
    const response = await browser.call(path, {
      method: 'PUT',
      body: new ReadableStream({
        start(controller) {
          for (let n = 0; n < 32; n += 1) controller.enqueue(new TextEncoder().encode(chunk))
          controller.close()
        },
      }),
      duplex: 'half',
    } as RequestInit)
    expect((await response.text()).length).toBe(32 * chunk.length)
  })

  test('sees the first part of a long answer before the last is written', async () => {
    let finish = () => {}
    respond = (_, response) => {
      response.write('first')
      finish = () => response.end('last')
    }
    const reader = (await browser.call(path)).body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first')
    finish()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('last')
  })

  test.each(['HEAD', 'DELETE', 'PATCH'])('may be a %s', async (method) => {
    respond = (_, response) => {
      response.statusCode = method === 'DELETE' ? 204 : 200
      response.end()
    }
    expect((await browser.call(path, { method })).ok).toBe(true)
    expect(received[0]?.method).toBe(method)
  })

  test('does not follow a redirect with the bearer in hand', async () => {
    respond = (_, response) => {
      response.writeHead(302, { location: 'http://localhost:1/elsewhere' })
      response.end()
    }
    const response = await browser.call(path)
    expect([response.status, response.headers.get('location')]).toEqual([302, null])
    expect(received).toHaveLength(1)
  })
})

describe('reaches no upstream', () => {
  test('without the header X-CSRF: 1', async () => {
    for (const value of ['', '0', 'true']) {
      const response = await browser.call(path, { headers: { 'x-csrf': value } })
      expect([response.status, await codeOf(response)]).toEqual([403, 'csrf_rejected'])
    }
    expect(received).toHaveLength(0)
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('from another origin: %j', async (headers) => {
    const response = await browser.call(path, { headers: headers as Record<string, string> })
    expect([response.status, await codeOf(response)]).toEqual([403, 'csrf_rejected'])
    expect(received).toHaveLength(0)
  })

  test('without a session', async () => {
    const response = await flow.newBrowser().call(path)
    expect([response.status, await codeOf(response)]).toEqual([401, 'session_required'])
  })

  test('for an institution that was not opened', async () => {
    const other = path.replace(institutionId, institutionIdAt(1))
    const response = await browser.call(other)
    expect(response.status).toBe(403)
    expect(await codeOf(response)).toBe('institution_authorization_required')
    expect(received).toHaveLength(0)
  })

  test('that is not on the list', async () => {
    for (const elsewhere of [
      `/api/bff/${institutionId}/unknown/x`,
      `/api/bff/${institutionId}/account-services/enterprise/u/customers`,
      `/api/bff/${institutionId}/account-services/enterprise/u/accounts/a%2Fb`,
    ]) {
      const response = await browser.call(elsewhere)
      expect([response.status, await codeOf(response)]).toEqual([404, 'upstream_not_found'])
    }
    expect(received).toHaveLength(0)
  })

  test('with a body that says it is too large', async () => {
    const response = await browser.call(path, { method: 'POST', body: 'x'.repeat(10_485_761) })
    expect([response.status, await codeOf(response)]).toEqual([413, 'body_too_large'])
    expect(received).toHaveLength(0)
  })
})

test('a body that turns out too large is cut off', async () => {
  respond = (request, response) => {
    request.resume()
    request.on('end', () => response.end('{}'))
  }
  const chunk = new Uint8Array(1024 * 1024)
  let sent = 0
  const response = await browser.call(path, {
    method: 'POST',
    body: new ReadableStream({
      pull(controller) {
        if (sent === 12) controller.close()
        else controller.enqueue(chunk)
        sent += 1
      },
    }),
    duplex: 'half',
  } as RequestInit)
  expect([response.status, await codeOf(response)]).toEqual([413, 'body_too_large'])
})

test('an upstream that breaks off is unreachable, and its words stay inside', async () => {
  respond = (request) => request.socket.destroy()
  const response = await browser.call(path)
  expect([response.status, await codeOf(response)]).toEqual([502, 'upstream_unreachable'])
})
