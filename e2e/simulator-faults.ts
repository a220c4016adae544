import { expect } from '@playwright/test'
import type { FaultSettings } from '../simulator/faults.ts'
import { simulatorOrigin } from './addresses.ts'

interface Access {
  email: string
  institutionId: string
}

/** Makes the simulator, or that of another application, do wrong from now on. */
export function setFaults(set: FaultSettings, origin = simulatorOrigin): Promise<void> {
  return post('/simulator/faults', { set }, origin)
}

/** Takes a person's access to an institution away. */
export function revokeAccess(access: Access): Promise<void> {
  return post('/simulator/faults', { revoke: [access] })
}

/** Ends every session of a person at the provider, which tells the application of it. */
export function endProviderSessions(email: string): Promise<void> {
  return post('/simulator/end-sessions', { email })
}

/** Puts everything right again. */
export function resetSimulator(): Promise<void> {
  return post('/simulator/reset', {})
}

async function post(path: string, body: object, origin = simulatorOrigin): Promise<void> {
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status, await response.text()).toBe(200)
}
