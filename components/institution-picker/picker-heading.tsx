import { describeSection } from '@/components/institution/describe-section'

/** What the page is for, and which page of the institution will open when it is not its home. */
export function PickerHeading({ targetPage }: { targetPage: string }) {
  return (
    <div>
      <h1 className="font-semibold text-title tracking-tight">Choose an institution</h1>
      {targetPage === '' ? null : (
        <p className="mt-0.5 text-text-muted">
          We'll open{' '}
          <strong className="font-semibold text-text">
            {describeSection(targetPage) ?? 'the page you asked for'}
          </strong>{' '}
          there.
        </p>
      )}
    </div>
  )
}
