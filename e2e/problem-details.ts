import { expect } from '@playwright/test'

interface Answer {
  readonly status: number
  readonly contentType: string | undefined
  readonly text: string
}

/** The answer is RFC 9457 problem details with this status and code, and with nothing more. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.contentType).toBe('application/problem+json')
  expect(JSON.parse(answer.text)).toEqual({
    type: expect.stringMatching(/\S/),
    title: expect.stringMatching(/\S/),
    status,
    code,
    requestId: expect.stringMatching(/\S/),
  })
  expect(answer.status).toBe(status)
}

/** What Playwright's own requests answer, in the shape that {@link expectProblem} takes. */
export async function readAnswer(response: {
  status(): number
  headers(): Record<string, string>
  text(): Promise<string>
}): Promise<Answer> {
  return {
    status: response.status(),
    contentType: response.headers()['content-type'],
    text: await response.text(),
  }
}
