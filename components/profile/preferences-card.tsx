import clsx from 'clsx'
import { Alert } from '@/components/ui/alert'
import { buttonClass } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import type { PreferencesView } from '@/lib/http/preferences-view'

const themes = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const

interface PreferencesCardProps {
  preferences: PreferencesView
  /** What has just been done. */
  done: 'saved' | 'forgotten' | null
}

/** What a person may choose for this browser: plain forms, which need no JavaScript. */
export function PreferencesCard({ preferences, done }: PreferencesCardProps) {
  return (
    <Card id="preferences" title="Preferences" description="For you, in this browser.">
      <form method="post" action="/api/preferences" className="flex flex-col gap-4">
        <fieldset>
          <legend className="mb-1 font-medium">Theme</legend>
          <div className="flex flex-wrap gap-x-5">
            {themes.map(([value, label]) => (
              <label key={value} className="flex min-h-8 cursor-pointer items-center gap-2">
                <input
                  type="radio"
                  name="theme"
                  value={value}
                  defaultChecked={preferences.theme === value}
                  className="size-4 accent-accent"
                />
                {label}
              </label>
            ))}
          </div>
        </fieldset>
        <label className="flex min-h-8 cursor-pointer items-start gap-2">
          <input
            type="checkbox"
            name="opensLast"
            value="1"
            defaultChecked={preferences.opensLast}
            aria-describedby="opens-last-hint"
            className="mt-1 size-4 shrink-0 accent-accent"
          />
          <span>
            Open my last institution after sign-in
            <span id="opens-last-hint" className="block text-small text-text-muted">
              If you may still work there. Otherwise you choose from the list.
            </span>
          </span>
        </label>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <button type="submit" className={buttonClass()}>
            Save preferences
          </button>
        </div>
        {done === 'saved' ? <Alert tone="success" title="Preferences saved." /> : null}
      </form>
      <form
        method="post"
        action="/api/institutions/pins"
        className="mt-3 border-border border-t pt-3"
      >
        <input type="hidden" name="returnTo" value="/profile?done=forgotten" />
        <button
          type="submit"
          name="forget"
          value="1"
          className={clsx(buttonClass({ variant: 'quiet', size: 'small' }), '-ms-3.25')}
        >
          Forget pins and recents on this device
        </button>
        {done === 'forgotten' ? (
          <div className="mt-3">
            <Alert tone="success" title="Pins and recents are forgotten." />
          </div>
        ) : null}
      </form>
    </Card>
  )
}
