import { describe, expect, test } from 'vitest'
import { runDoctor } from '@/cli/doctor'
import { createTestShell } from '@/cli/test-shell'
import { institutionIdAt } from '@/simulator/institutions'
import { practiceLogin } from '@/testing/login'
import type { CheckLine } from './check-line'

const practice = practiceLogin()
const { base, file, start, walk } = practice

describe('doctor --sign-in', () => {
  const doctor = async (environment = base()) => {
    const { address, ended } = await start(['--sign-in', '--json'], {
      environment,
      command: runDoctor,
    })
    await walk(address)
    const { status, printed } = await ended
    const { checks } = JSON.parse(printed) as { checks: CheckLine[] }
    return { status, found: checks.slice(checks.findIndex(({ name }) => name === 'sign-in')) }
  }

  test('says that it works and how many institutions there are', async () => {
    expect((await doctor()).found).toEqual([
      { name: 'sign-in', status: 'ok', message: 'works, as starter by client_secret_basic' },
      { name: 'directory', status: 'ok', message: 'lists 5 institutions for this person' },
    ])
  })

  test('warns of institutions that are not in the list, and of a claim that is not there', async () => {
    const foreign = institutionIdAt(500)
    const path = file({
      [foreign]: { clientId: `starter-${foreign}`, clientSecret: 'simulator-only-secret' },
    })
    const { found } = await doctor(
      base({ JHI_APPLICATIONS: path, JHI_INSTITUTION_CLAIM: 'institution_id' }),
    )
    expect(found.map(({ name, status }) => `${status} ${name}`)).toEqual([
      'ok sign-in',
      'warning sign-in',
      'warning directory',
    ])
    expect(found[1]?.message).toContain('institution_id')
    expect(found[2]?.message).toContain(path)
    expect(found[2]?.message).toContain(foreign)
  })

  test('warns of lifetimes, and fails with the list', async () => {
    practice.simulator.faults.set({
      accessTokenSeconds: { value: 7_200 },
      institutionsStatus: { value: 403 },
    })
    const { found, status } = await doctor()
    expect(status).toBe(1)
    expect(found.map((line) => `${line.status} ${line.name}`)).toEqual([
      'ok sign-in',
      'warning sign-in',
      'failure directory',
    ])
  })

  test('fails as the sign-in does', async () => {
    practice.simulator.faults.set({ idToken: { value: 'wrong-nonce' } })
    const { found, status } = await doctor()
    expect(status).toBe(1)
    expect(found).toMatchObject([{ name: 'sign-in', status: 'failure' }])
    expect(found[0]?.message).toMatch(/^Not signed in: .*not made for this request/)
  })

  test('is left out when the provider is not usable', async () => {
    practice.simulator.faults.set({ discoveryIssuer: { value: 'https://www.example.test' } })
    const shell = createTestShell(base())
    await runDoctor(['--sign-in'], shell)
    expect(shell.printed()).toMatch(/left out: sign-in/)
  })
})
