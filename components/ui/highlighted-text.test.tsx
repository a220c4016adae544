import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { HighlightedText } from './highlighted-text'

afterEach(cleanup)

function marksIn(text: string, query: string): string[] {
  const { container } = render(<HighlightedText text={text} query={query} />)
  expect(container.textContent).toBe(text)
  return [...container.querySelectorAll('mark')].map((mark) => mark.textContent ?? '')
}

describe('HighlightedText', () => {
  it('marks every place of every word, whatever its case', () => {
    expect(marksIn('Cedar Valley Credit Union', 'VALLEY c')).toEqual(['C', 'Valley', 'C'])
  })

  it('marks a letter with an accent when the query has none, and the other way round', () => {
    expect(marksIn('Peña Blanca', 'pena')).toEqual(['Peña'])
    expect(marksIn('Pena Blanca', 'peña')).toEqual(['Pena'])
  })

  it('joins words that overlap or touch', () => {
    expect(marksIn('banking', 'bank ankin')).toEqual(['bankin'])
  })

  it('takes signs of regular expressions and punctuation as ordinary text', () => {
    expect(marksIn('Ozark Savings & Loan (2)', '.* ( & loan')).toEqual(['Loan'])
  })

  it('marks nothing without a query', () => {
    expect(marksIn('Cedar Valley', '   ')).toEqual([])
  })

  it('keeps characters whole that are longer in lower case', () => {
    expect(marksIn('İzmir Bank', 'izmir')).toEqual(['İzmir'])
  })
})
