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
    const { title, text, remedy } = describeAccountsProblem(problem)
    expect(title).toBe('Signed in, but this permission is missing')
    expect(text).toContain('accounts.read')
    expect(remedy).toBe('none')
  })

  it('offers to ask for a scope only where the server says that it may be asked for', () => {
    const scope = 'https://jackhenry.com/account-services/accounts.write'
    const problem = new RequestProblem({
      failure: 'refused',
      status: 403,
      code: 'insufficient_scope',
      missingScope: scope,
      requestableScope: scope,
    })
    const { text, remedy } = describeAccountsProblem(problem)
    expect(text).toContain(`Change accounts (${scope})`)
    expect(remedy).toBe('ask-for-scope')
  })

  it.each([
    [401, 'session_required', 'sign-in'],
    [403, 'institution_authorization_required', 'open-again'],
    [403, 'insufficient_scope', 'none'],
    [403, 'permission_denied', 'none'],
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
