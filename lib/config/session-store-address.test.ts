import { describe, expect, test } from 'vitest'
import { parseSessionStoreAddress } from './session-store-address'

const redis = {
  kind: 'redis',
  topology: 'single',
  tls: false,
  nodes: [{ host: 'cache.example', port: 6379 }],
  username: undefined,
  password: undefined,
  database: 0,
  masterName: '',
}

describe('an address of the session store is read', () => {
  test.each([
    ['sqlite:.data/sessions.db', { kind: 'sqlite', path: '.data/sessions.db' }],
    ['sqlite::memory:', { kind: 'sqlite', path: ':memory:' }],
    ['redis://cache.example', redis],
    [
      'redis://cache.example:6380/3',
      { ...redis, nodes: [{ host: 'cache.example', port: 6380 }], database: 3 },
    ],
    ['rediss://cache.example/', { ...redis, tls: true }],
    ['redis://[::1]:6379', { ...redis, nodes: [{ host: '::1', port: 6379 }] }],
    ['redis://app:p%40ss@cache.example', { ...redis, username: 'app', password: 'p@ss' }],
    ['redis://:pass@cache.example', { ...redis, password: 'pass' }],
    [
      'rediss+cluster://a.example:7000,b.example:7001',
      {
        ...redis,
        topology: 'cluster',
        tls: true,
        nodes: [
          { host: 'a.example', port: 7000 },
          { host: 'b.example', port: 7001 },
        ],
      },
    ],
    [
      'redis+sentinel://a.example:26379,b.example:26379/sessions',
      {
        ...redis,
        topology: 'sentinel',
        nodes: [
          { host: 'a.example', port: 26379 },
          { host: 'b.example', port: 26379 },
        ],
        masterName: 'sessions',
      },
    ],
  ])('%s', (value, address) => {
    expect(parseSessionStoreAddress(value)).toEqual(address)
  })
})

test.each([
  'sqlite:',
  'redis://',
  'redis://cache.example/three',
  'redis://a.example,b.example',
  'redis://cache.example:99999',
  'redis+sentinel://a.example:26379',
  'redis+cluster://a.example/1',
  'memcached://cache.example',
  'https://cache.example',
])('%s is no such address', (value) => {
  expect(parseSessionStoreAddress(value)).toBeNull()
})
