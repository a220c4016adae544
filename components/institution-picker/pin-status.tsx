interface PinStatusProps {
  /** What the last pin did. */
  message: string
  isFull: boolean
}

/** Says what a pin did, and why there can be no more of them. */
export function PinStatus({ message, isFull }: PinStatusProps) {
  return (
    <>
      {isFull ? (
        <p className="text-small text-text-muted print:hidden">
          8 institutions are pinned, the most there can be. Unpin one to pin another.
        </p>
      ) : null}
      <p aria-live="polite" className="sr-only">
        {message}
      </p>
    </>
  )
}
