import { describe, expect, it } from 'vitest'
import { findLimitReason, findStage, type SessionStage } from './session-stage'

const minute = 60_000
const usual = { idleMs: 15 * minute, absoluteMs: 480 * minute }
const calm: SessionStage = { isOver: false, dialog: null, hasBanner: false }
const over: SessionStage = { isOver: true, dialog: null, hasBanner: false }
const idle: SessionStage = { ...calm, dialog: 'idle' }
const banner: SessionStage = { ...calm, hasBanner: true }

/** Times are minutes since the session began. */
function stageAt(now: number, { idle = 480, absolute = 480, lengths = usual }) {
  const times = { expires: absolute * minute, idleExpires: Math.min(idle, absolute) * minute }
  return findStage(times, lengths, now * minute)
}

describe('findStage', () => {
  it.each([
    [0, 15, calm],
    [12.99, 15, calm],
    [13, 15, idle],
    [14.99, 15, idle],
    [15, 15, over],
    [900, 15, over],
    // The same session, extended at minute 14.
    [14, 29, calm],
    [27, 29, idle],
    // The last minutes: the banner comes first, whatever else does.
    [469.99, 480, calm],
    [470, 480, banner],
    [477.99, 480, banner],
    [478, 480, { ...banner, dialog: 'absolute' }],
    [479.99, 480, { ...banner, dialog: 'absolute' }],
    [480, 480, over],
    [471, 472, { ...banner, dialog: 'idle' }],
    // The earlier end is the one that is warned of.
    [478.5, 479, { ...banner, dialog: 'idle' }],
  ])('at minute %d, idle until %d', (now, idleUntil, stage) => {
    expect(stageAt(now, { idle: idleUntil })).toEqual(stage)
  })

  it.each([
    [1.49, calm],
    [1.5, idle],
    [3, over],
  ])('warns of an idle limit of three minutes at half of it: minute %d', (now, stage) => {
    const lengths = { ...usual, idleMs: 3 * minute }
    expect(stageAt(now, { idle: 3, lengths })).toEqual(stage)
  })

  it.each([
    [4.9, calm],
    [5, banner],
    [8.9, banner],
    [9, { ...banner, dialog: 'absolute' as const }],
    [10, over],
  ])('scales the warnings of a session of ten minutes: minute %d', (now, stage) => {
    const lengths = { ...usual, absoluteMs: 10 * minute }
    expect(stageAt(now, { absolute: 10, lengths })).toEqual(stage)
  })
})

describe('findLimitReason', () => {
  it('names the limit that comes first', () => {
    expect(findLimitReason({ expires: 2, idleExpires: 1 })).toBe('idle')
    expect(findLimitReason({ expires: 2, idleExpires: 2 })).toBe('max')
  })
})
