import type { AccountRow } from './accounts-schema'

/** A date that does not fit the account, in words. */
export interface MisfitDate {
  readonly field: 'maturityOn' | 'nextStatementOn' | 'nextReviewOn'
  readonly code: 'not_valid'
  readonly detail: string
}

/** Dates of an account, as they would be, that do not go together. */
export function findMisfitDates(account: AccountRow): readonly MisfitDate[] {
  const { type, openedOn, maturityOn, nextStatementOn, nextReviewOn } = account
  const misfits: MisfitDate[] = []
  const refuse = (field: MisfitDate['field'], detail: string) =>
    misfits.push({ field, code: 'not_valid', detail })

  if (maturityOn !== null && maturityOn <= openedOn) {
    refuse('maturityOn', `Must be after the account was opened, ${openedOn}.`)
  }
  if (maturityOn === null && type === 'certificate') {
    refuse('maturityOn', 'A certificate must have a maturity date.')
  }
  if (nextStatementOn <= openedOn) {
    refuse('nextStatementOn', `Must be after the account was opened, ${openedOn}.`)
  }
  if (nextReviewOn !== null && nextReviewOn <= openedOn) {
    refuse('nextReviewOn', `Must be after the account was opened, ${openedOn}.`)
  }
  return misfits
}
