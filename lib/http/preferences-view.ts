/** How pages look: as the system does, or as somebody chose for this browser. */
export type Theme = 'system' | 'light' | 'dark'

/** What a person has chosen on the profile page. */
export interface PreferencesView {
  readonly theme: Theme
  /** Whether a sign-in leads to the institution that was open last. */
  readonly opensLast: boolean
}
