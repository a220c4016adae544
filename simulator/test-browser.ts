/** What a test browser ended on: a page, or the application's address that it was sent to. */
export interface Visit {
  readonly url: URL
  readonly status: number
  readonly markup: string
  readonly headers: Headers
}

/** A browser reduced to what sign-in needs: cookies, redirects, forms. */
export interface TestBrowser {
  /** By name and path; shared by all ports of a host, as in real browsers. */
  readonly cookies: Map<string, Cookie>
  open(url: string): Promise<Visit>
  /** Sends a form of a page with its hidden fields and the given ones. */
  submit(page: Visit, fields: Record<string, string>, form?: number): Promise<Visit>
}

/** A cookie as the browser keeps it. */
export interface Cookie {
  name: string
  value: string
  path: string
}

/** Follows redirects within the given origins; one that leaves them is answered, not followed. */
export function createTestBrowser(...origins: string[]): TestBrowser {
  const cookies = new Map<string, Cookie>()

  async function visit(target: string, body?: URLSearchParams, from?: string): Promise<Visit> {
    let url = new URL(target)
    let form = body
    for (let hop = 0; hop < 10; hop += 1) {
      const response = await fetch(url, {
        method: form ? 'POST' : 'GET',
        ...(form ? { body: form } : {}),
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          cookie: cookiesFor(cookies, url),
          ...(form && from ? { origin: from } : {}),
        },
      })
      for (const line of response.headers.getSetCookie()) keep(cookies, line)
      const { status, headers } = response
      const location = headers.get('location')
      if (location === null) return { url, status, headers, markup: await response.text() }
      url = new URL(location, url)
      form = undefined
      if (!origins.includes(url.origin)) return { url, status, headers, markup: '' }
    }
    throw new Error('too many redirects')
  }

  return {
    cookies,
    open: (url) => visit(url),
    submit(page, fields, form = 0) {
      const markup = page.markup.match(/<form[\s\S]*?<\/form>/g)?.[form] ?? ''
      const action = /<form[^>]*\saction="([^"]*)"/.exec(markup)?.[1] ?? page.url.href
      const body = new URLSearchParams(hiddenFields(markup))
      for (const [name, value] of Object.entries(fields)) body.set(name, value)
      return visit(new URL(action, page.url).href, body, page.url.origin)
    },
  }
}

function hiddenFields(markup: string): [string, string][] {
  const fields = markup.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return [...fields].map(([, name = '', value = '']) => [name, value])
}

function cookiesFor(cookies: Map<string, Cookie>, url: URL): string {
  return [...cookies.values()]
    .filter(({ path }) => url.pathname.startsWith(path))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ')
}

function keep(cookies: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  const path = attributes.find((each) => each.startsWith('path='))?.slice(5) ?? '/'
  if (value === '') cookies.delete(`${name} ${path}`)
  else cookies.set(`${name} ${path}`, { name, value, path })
}
