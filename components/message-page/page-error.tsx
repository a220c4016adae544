'use client'

interface PageErrorProps {
  error: Error & { digest?: string }
  retry: () => void
}

/**
 * What an error boundary shows. Every page loads it before anything has gone wrong, so it is plain
 * markup: no icons, no frame, nothing to fetch. The digest is the way from here to the log.
 */
export function PageError({ error, retry }: PageErrorProps) {
  return (
    <div className="mx-auto w-full max-w-xl px-gutter py-14">
      <h1 className="font-semibold text-title tracking-tight">Something went wrong</h1>
      <p className="mt-2 text-text-muted">
        It's not your fault. Try again; if it keeps happening, quote the reference.
      </p>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
        <button
          type="button"
          onClick={retry}
          className="min-h-9 rounded-control bg-accent px-4 font-medium text-on-accent"
        >
          Try again
        </button>
        <a href="/institutions" className="text-link underline underline-offset-2">
          Choose an institution
        </a>
      </div>
      {error.digest ? (
        <p className="mt-8 border-border border-t pt-3 text-small text-text-muted">
          Reference <code className="text-text">{error.digest}</code>
        </p>
      ) : null}
    </div>
  )
}
