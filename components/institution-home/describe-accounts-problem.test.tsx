import { describe, expect, it } from 'vitest'
import { RequestProblem } from '@/components/requests/request-problem'
import { describeAccountsProblem } from './describe-accounts-problem'

function describeRefusal(status: number, code: string) {
  return describeAccountsProblem(new RequestProblem({ failure: 'refused', status, code }))
}

describe('describeAccountsProblem', () => {
  it('names the scope that is missing', () => {
    const problem = new RequestProblem({
      failure: 'refused',
      status: 403,
      code: 'insufficient_scope',
      missingScope: 'accounts.read',
    })
    const { title, text } = describeAccountsProblem(problem)
    expect(title).toBe('Signed in, but this permission is missing')
    expect(text).toContain('accounts.read')
  })

  it.each([
    [401, 'session_required', 'sign-in'],
    [403, 'institution_authorization_required', 'open-again'],
    [403, 'insufficient_scope', 'none'],
    [404, 'upstream_not_found', 'none'],
    [429, 'rate_limited', 'retry'],
    [502, 'upstream_unreachable', 'retry'],
    [503, 'provider_unavailable', 'retry'],
    [504, 'upstream_timeout', 'retry'],
    [500, '', 'retry'],
  ])('%i %s offers: %s', (status, code, remedy) => {
    expect(describeRefusal(status, code).remedy).toBe(remedy)
  })

  it('tells an upstream that took too long from one that is down', () => {
    expect(describeRefusal(504, 'upstream_timeout').title).not.toBe(
      describeRefusal(502, 'upstream_unreachable').title,
    )
  })
})
