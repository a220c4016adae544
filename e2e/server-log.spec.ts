import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { seenCodesFile, serverLogFile } from './addresses.ts'
import { findSecrets } from './fixtures/find-secrets.ts'

const lines = () => readFileSync(serverLogFile, 'utf8').split('\n')

test('no line of the log holds a token, a code or another secret', () => {
  const codes = existsSync(seenCodesFile)
    ? readFileSync(seenCodesFile, 'utf8').split('\n').filter(Boolean)
    : []
  expect(codes.length).toBeGreaterThan(10)
  const found = lines().flatMap((line, index) =>
    findSecrets(line, codes).map((secret) => `${secret} in line ${index + 1}`),
  )
  expect(found).toEqual([])
})

test('the log tells what happened, and nothing unforeseen did', () => {
  const text = lines()
  for (const event of [
    'authorization.started',
    'sign_in.completed',
    'institution.authorized',
    'authorization.failed',
    'session.ended',
    'csrf.refused',
  ]) {
    expect(
      text.some((line) => line.includes(`"msg":"${event}"`)),
      event,
    ).toBe(true)
  }
  expect(text.filter((line) => /"internal_error"|Unhandled|Error:/.test(line))).toEqual([])
})
