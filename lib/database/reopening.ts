import 'server-only'

/** Something that is opened when it is first needed, and again when opening it failed. */
export interface Reopening<Resource> {
  get(): Promise<Resource>
  close(): Promise<void>
}

/** Opens one at a time, however many ask for it. */
export function createReopening<Resource extends { close(): Promise<void> }>(
  open: () => Promise<Resource>,
): Reopening<Resource> {
  let opened: Promise<Resource> | null = null
  let closed = false
  return {
    get() {
      if (closed) return Promise.reject(new Error('closed'))
      opened ??= open().catch((error: unknown) => {
        opened = null
        throw error
      })
      return opened
    },
    async close() {
      closed = true
      // What never opened has nothing to close.
      const resource = await opened?.catch(() => null)
      await resource?.close()
    },
  }
}
