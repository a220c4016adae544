import { describe, expect, it } from 'vitest'
import { switchHref } from './switch-href'

describe('switchHref', () => {
  it.each([
    ['/i/a', '/i/b'],
    ['/i/a/', '/i/b'],
    ['/i/a/accounts', '/i/b/accounts'],
    ['/i/a/accounts/', '/i/b/accounts'],
    ['/i/a/settings', '/i/b/settings'],
    ['/i/a/accounts/4711', '/i/b'],
    ['/i/a/members', '/i/b'],
    ['/i/accounts', '/i/b'],
    ['/profile', '/i/b'],
    ['/accounts', '/i/b'],
    ['/', '/i/b'],
  ])('from %s leads to %s', (from, to) => {
    expect(switchHref('b', from)).toBe(to)
  })

  it('encodes ids', () => {
    expect(switchHref('a/b?', '/i/x/accounts')).toBe('/i/a%2Fb%3F/accounts')
  })
})
