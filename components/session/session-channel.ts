/** What tabs of one browser tell each other. */
export type SessionMessage =
  | { readonly type: 'extended'; readonly expires: string; readonly idleExpires: string }
  | { readonly type: 'signing-out' }

/** A line to the other tabs; nobody hears their own words. */
export interface SessionChannel {
  post(message: SessionMessage): void
  close(): void
}

/**
 * Opens the line. A page that waits for Back with an open line is dropped by the browser as soon as
 * something is said, which is what we want of it.
 */
export function openSessionChannel(onMessage: (message: SessionMessage) => void): SessionChannel {
  const channel = new BroadcastChannel('jhi-session')
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = parseMessage(data)
    if (message) onMessage(message)
  }
  window.addEventListener('storage', hearNextAuth)
  /** `signOut()` of next-auth tells other tabs in a way of its own. */
  function hearNextAuth({ key, newValue }: StorageEvent) {
    if (key === 'nextauth.message' && newValue?.includes('"signout"')) {
      onMessage({ type: 'signing-out' })
    }
  }
  return {
    post: (message) => channel.postMessage(message),
    close() {
      channel.close()
      window.removeEventListener('storage', hearNextAuth)
    },
  }
}

/** Another tab may run another version of this application. */
function parseMessage(data: unknown): SessionMessage | null {
  if (typeof data !== 'object' || data === null) return null
  const message = data as Partial<Record<string, unknown>>
  if (message.type === 'signing-out') return { type: 'signing-out' }
  const { expires, idleExpires } = message
  return message.type === 'extended' && isTime(expires) && isTime(idleExpires)
    ? { type: 'extended', expires, idleExpires }
    : null
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}
