import { expect, test } from 'vitest'
import { createProgressBar } from './progress-bar'

function draw(terminal: boolean, steps: readonly number[]) {
  const notes: string[] = []
  let time = 0
  const note = (text: string) => void notes.push(text)
  const bar = createProgressBar(2_000, { terminal, note, now: () => time })
  for (const step of steps) {
    time += 60
    bar.advance(step)
  }
  bar.end()
  return notes
}

test('shows how much is done, not more often than people can see, and goes away', () => {
  expect(draw(true, [500, 500, 900, 100])).toEqual([
    `\r${'█'.repeat(15)}${'░'.repeat(15)}  50 % 1,000 of 2,000`,
    `\r${'█'.repeat(30)} 100 % 2,000 of 2,000`,
    '\r\u001b[K',
  ])
})

test('shows nothing where nobody is looking', () => {
  expect(draw(false, [1_000, 1_000])).toEqual([])
})
