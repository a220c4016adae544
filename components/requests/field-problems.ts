import { hasShape, isListOf, isText } from './answer-shape'
import type { RequestProblem } from './request-problem'

/** A field that was refused, and why, as a word for programs. */
export interface FieldProblem {
  readonly field: string
  readonly code: string
}

const isFieldProblem = (value: unknown): value is FieldProblem =>
  hasShape<FieldProblem>(value, { field: isText, code: isText })

/** What is wrong with which field, as the guard of this project says it; the words are the page's own. */
export function findFieldProblems({ errors }: RequestProblem): readonly FieldProblem[] {
  return isListOf(isFieldProblem)(errors) ? errors : []
}
