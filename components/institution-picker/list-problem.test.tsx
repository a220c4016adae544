import { describe, expect, it } from 'vitest'
import { describeListProblem } from './list-problem'

describe('describeListProblem', () => {
  it('offers to sign in again when the access behind the list has ended', () => {
    expect(
      describeListProblem({ code: 'institution_authorization_required', status: 403 }),
    ).toEqual({
      text: 'Your access needs to be renewed. Sign in again to continue.',
      remedy: 'sign-in',
    })
  })

  it.each([
    [401, 'session_required', 'sign-in'],
    [403, 'insufficient_scope', 'retry'],
    [429, 'rate_limited', 'wait'],
    [503, 'directory_unavailable', 'retry'],
    [503, 'store_unavailable', 'retry'],
  ])('status %i with %s has the remedy "%s"', (status, code, remedy) => {
    expect(describeListProblem({ code, status }).remedy).toBe(remedy)
  })

  it('waits for the network when the browser has none', () => {
    const offline = { failure: 'offline', code: '' } as const
    expect(describeListProblem(offline, false)).toEqual({
      text: "You're offline. We'll load your institutions when you're back.",
      remedy: 'online',
    })
    expect(describeListProblem(offline, true).remedy).toBe('retry')
  })

  it('names a permission that is missing', () => {
    const problem = { code: 'insufficient_scope', status: 403, missingScope: 'groups.read' }
    expect(describeListProblem(problem).text).toBe(
      'You lack the permission to list institutions (groups.read).',
    )
  })
})
