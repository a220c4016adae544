import { describe, expect, it } from 'vitest'
import { isSamePerson, mergeViews } from './session-view-times'
import { createTestView } from './testing-session'

describe('mergeViews', () => {
  it('never moves the idle limit of a session back', () => {
    const known = createTestView({ idle: 29 })
    const late = { ...createTestView({ idle: 15 }), institutions: [] }
    expect(mergeViews(known, late).idleExpires).toBe(known.idleExpires)
    expect(mergeViews(late, known).idleExpires).toBe(known.idleExpires)
  })

  it('takes a new session as it is', () => {
    const known = createTestView({ idle: 29 })
    const next = createTestView({ idle: 20, absolute: 500 })
    expect(mergeViews(known, next)).toBe(next)
  })
})

describe('isSamePerson', () => {
  it('asks for the issuer and the subject', () => {
    const view = createTestView()
    const other = (user: Partial<typeof view.user>) => ({
      ...view,
      user: { ...view.user, ...user },
    })
    expect(isSamePerson(view, other({ name: 'Patricia Morgan' }))).toBe(true)
    expect(isSamePerson(view, other({ subject: 't' }))).toBe(false)
    expect(isSamePerson(view, other({ issuer: 'j' }))).toBe(false)
  })
})
