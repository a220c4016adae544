import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { instances, seenCodesFile } from './addresses.ts'
import { findSecrets } from './fixtures/find-secrets.ts'

const lines = (file: string) => readFileSync(file, 'utf8').split('\n')
const { usual } = instances

for (const { logFile } of Object.values(instances)) {
  test(`no line of ${logFile} holds a token, a code or another secret`, () => {
    const codes = existsSync(seenCodesFile) ? lines(seenCodesFile).filter(Boolean) : []
    expect(codes.length).toBeGreaterThan(10)
    const found = lines(logFile).flatMap((line, index) =>
      findSecrets(line, codes).map((secret) => `${secret} in line ${index + 1}`),
    )
    expect(found).toEqual([])
  })

  test(`nothing unforeseen stands in ${logFile}`, () => {
    const text = lines(logFile)
    expect(text.filter((line) => /"internal_error"|Unhandled|Error:/.test(line))).toEqual([])
  })
}

test('the log tells what happened', () => {
  const text = lines(usual.logFile)
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
})
