import { describe, expect, it } from 'vitest'
import {
  describeHours,
  describeLength,
  describeMinutes,
  describeSpokenTime,
  describeTimeLeft,
} from './session-words'

describe('describeTimeLeft', () => {
  it.each([
    [120, '2 minutes'],
    [61, '2 minutes'],
    [60, '1 minute'],
    [59, '59 seconds'],
    [1, '1 second'],
    [0, '0 seconds'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(describeTimeLeft(seconds)).toBe(text)
  })
})

describe('describeSpokenTime', () => {
  it('changes at two minutes, one minute, 40 and 20 seconds only', () => {
    const heard: string[] = []
    for (let seconds = 120; seconds >= 0; seconds -= 1) {
      const text = describeSpokenTime(seconds)
      if (heard.at(-1) !== text) heard.push(text)
    }
    expect(heard).toEqual(['2 minutes', '1 minute', '40 seconds', '20 seconds'])
  })
})

describe('limits in words', () => {
  it.each([
    [15, '15 minutes'],
    [1, '1 minute'],
    [0.6, '36 seconds'],
    [1.5, '90 seconds'],
  ])('%d minutes are %s', (minutes, text) => {
    expect(describeMinutes(minutes)).toBe(text)
  })

  it.each([
    [8, '8 hours', '8-hour'],
    [1, '1 hour', '1-hour'],
    [1.5, '90 minutes', '90-minute'],
    [0.05, '3 minutes', '3-minute'],
    [0.01, '36 seconds', '36-second'],
  ])('%d hours are %s, and before a noun %s', (hours, text, length) => {
    expect(describeHours(hours)).toBe(text)
    expect(describeLength(hours)).toBe(length)
  })
})
