'use client'

import { ErrorReference } from './error-reference'

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
    <div className="mx-auto mt-2 w-full max-w-xl rounded-card border border-border bg-surface-raised px-6 py-7 shadow-card sm:mt-10 sm:px-8">
      <h1 className="font-semibold text-title tracking-tight">Something went wrong</h1>
      <p className="mt-2 text-text-muted">
        It's not your fault. Try again; if it keeps happening, quote the reference.
      </p>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
        <button
          type="button"
          onClick={retry}
          className="min-h-10 cursor-pointer rounded-control border border-transparent bg-accent px-4 font-medium text-on-accent hover:bg-accent-hover"
        >
          Try again
        </button>
        <a href="/institutions" className="inline-link">
          Choose an institution
        </a>
      </div>
      {error.digest ? <ErrorReference reference={error.digest} /> : null}
    </div>
  )
}
