import { afterEach, describe, expect, it, vi } from 'vitest'
import { askSession, slideSession } from './session-requests'
import { createTestView } from './testing-session'

afterEach(() => vi.unstubAllGlobals())

/** Answers in turn; the last one stays. */
function stubAnswers(...answers: (() => Response)[]) {
  const requests: string[] = []
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit = {}) => {
    requests.push([method, path, body].filter(Boolean).join(' '))
    return (answers.length > 1 ? answers.shift() : answers[0])?.()
  })
  return requests
}

describe('askSession', () => {
  it('takes a view for a live session, and its date along', async () => {
    const view = createTestView()
    stubAnswers(() => Response.json(view, { headers: { date: 'then' } }))
    expect(await askSession()).toMatchObject({ outcome: 'live', view, date: 'then' })
  })

  it('takes an empty object for a session that is gone', async () => {
    stubAnswers(() => Response.json({}))
    expect(await askSession()).toMatchObject({ outcome: 'gone' })
  })

  it.each([
    ['no answer at all', () => Response.error()],
    ['a store that does not answer', () => Response.json({}, { status: 503 })],
    ['a page of the network in between', () => new Response('<h1>Sign in to the Wi-Fi</h1>')],
    ['something else in JSON', () => Response.json({ message: 'hello' })],
    ['nothing in JSON', () => Response.json(null)],
  ])('knows nothing after %s', async (_, answer) => {
    stubAnswers(answer)
    expect(await askSession()).toEqual({ outcome: 'unknown' })
  })
})

describe('slideSession', () => {
  it('posts the CSRF token that it was given', async () => {
    const requests = stubAnswers(
      () => Response.json({ csrfToken: 'c-1' }),
      () => Response.json(createTestView()),
    )
    expect(await slideSession()).toMatchObject({ outcome: 'live' })
    expect(requests).toEqual(['GET /api/auth/csrf', 'POST /api/auth/session {"csrfToken":"c-1"}'])
  })

  it('tries once more when another tab took the token away', async () => {
    const requests = stubAnswers(
      () => Response.json({ csrfToken: 'c-1' }),
      () => Response.json({}, { status: 403 }),
      () => Response.json({ csrfToken: 'c-2' }),
      () => Response.json(createTestView()),
    )
    expect(await slideSession()).toMatchObject({ outcome: 'live' })
    expect(requests).toHaveLength(4)
  })

  it('gives up on a server that refuses every time', async () => {
    const requests = stubAnswers(() => Response.json({ csrfToken: 'c' }, { status: 403 }))
    expect(await slideSession()).toEqual({ outcome: 'unknown' })
    expect(requests).toHaveLength(4)
  })
})
