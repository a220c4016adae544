import type { ReactNode } from 'react'
import { accessibilityContact, identityProviderName, productName } from '@/components/brand/brand'
import { describeHours, describeMinutes } from '@/components/session/session-words'
import { PageHeader } from '@/components/ui/page-header'

interface AccessibilityStatementProps {
  idleMinutes: number
  absoluteHours: number
}

/** What this product does for everybody, and what it cannot. A fork makes it true of its own pages. */
export function AccessibilityStatement({
  idleMinutes,
  absoluteHours,
}: AccessibilityStatementProps) {
  const idle = describeMinutes(idleMinutes)
  const absolute = describeHours(absoluteHours)
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6">
      <PageHeader title="Accessibility" />
      <Part title="What we aim for">
        <p>
          {productName} is made to meet WCAG 2.2, level AA: with the keyboard alone, with screen
          readers, at 200 % text and on a screen 320 pixels wide, in light, dark and forced colors.
          Signing in, choosing an institution and signing out work without JavaScript. Each version
          is checked by machine, and by tests that use the keyboard alone. No independent audit has
          been made, and not every screen reader has been tried by hand.
        </p>
      </Part>
      <Part title="Time limits">
        <p>
          After {idle} without activity you are signed out. You are warned before, and can stay
          signed in with one key, as often as you like.
        </p>
        <p>
          After {absolute} every session ends, for security. This limit cannot be extended. You are
          warned 10 minutes and 2 minutes before, or halfway when sessions are short, and can sign
          in again and come back to the same page. What you have not saved is lost, so save before.
        </p>
      </Part>
      <Part title="What we don't control">
        <p>
          The pages on which you enter your password and confirm who you are belong to{' '}
          {identityProviderName}, and so does its own time limit. We ask for no password, and put no
          puzzle in your way.
        </p>
      </Part>
      <Part title="Known gaps">
        <p>
          Without JavaScript nothing can warn you before a session ends: the foot of each page says
          when it does. The sample call on an institution's page needs JavaScript, and an unexpected
          error leaves a page empty without it.
        </p>
      </Part>
      <Part title="Tell us">
        <p>
          Something is in your way? Write to{' '}
          <a href={`mailto:${accessibilityContact}`} className="inline-link wrap-anywhere">
            {accessibilityContact}
          </a>{' '}
          and say on which page, and with what you read or operate it.
        </p>
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-heading">{title}</h2>
      {children}
    </section>
  )
}
