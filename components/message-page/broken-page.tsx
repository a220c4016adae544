/** An empty address is the page's own, with its query: a link to it loads the page again. */
const sameAddress = ''

/**
 * The last page there is. Links and a form alone: whatever failed may have been the scripts, and the way
 * out must not depend on them.
 */
export function BrokenPage({ reference }: { reference: string | undefined }) {
  return (
    <div className="mx-auto w-full max-w-xl px-gutter py-14">
      <title>Something went wrong</title>
      <h1 className="font-semibold text-title tracking-tight">Something went wrong</h1>
      <p className="mt-2 text-text-muted">
        It's not your fault. Load the page again; if it keeps happening, quote the reference.
      </p>
      <div className="mt-6 flex flex-wrap items-center gap-x-5 gap-y-3">
        <a
          href={sameAddress}
          className="inline-flex min-h-9 items-center rounded-control bg-accent px-4 font-medium text-on-accent"
        >
          Load again
        </a>
        <form method="post" action="/api/oidc/logout">
          <button
            type="submit"
            className="min-h-9 cursor-pointer text-link underline underline-offset-2"
          >
            Sign out
          </button>
        </form>
      </div>
      {reference === undefined ? null : (
        <p className="mt-8 border-border border-t pt-3 text-small text-text-muted">
          Reference <code className="select-all wrap-anywhere text-text">{reference}</code>
        </p>
      )}
    </div>
  )
}
