/** What a page may cost before anyone has done anything, in kilobytes of gzip. */
export const firstLoadBudgets = {
  signIn: 140,
  picker: 165,
  institutionHome: 170,
  accounts: 170,
  account: 175,
  styles: 20,
} as const

/** What the switcher may bring when somebody is about to use it, and a whole list in one answer. */
export const laterBudgets = { switcher: 75, institutionList: 120 } as const
