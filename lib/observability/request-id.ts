import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

const holder = globalThis as { [key: symbol]: AsyncLocalStorage<string> | undefined }
const slot = Symbol.for('jhi.request-id')

function storage(): AsyncLocalStorage<string> {
  holder[slot] ??= new AsyncLocalStorage()
  return holder[slot]
}

/** Runs the work of one request, so that every log line of it carries the request's id. */
export function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return storage().run(requestId, work)
}

/** The id of the request that is being worked on; undefined outside of one. */
export function findRequestId(): string | undefined {
  return storage().getStore()
}
