// Fills a session store through its own methods: `fill-store.ts <SESSION_STORE> <count>`.
import { parseSessionStoreAddress } from '@/lib/config/session-store-address'
import { openSessionStore } from '@/lib/session/open-session-store'
import { accessRecords, makeSession } from './made-up-session.ts'

const atOnce = 200
const [value = '', count = '0'] = process.argv.slice(2)
const address = parseSessionStoreAddress(value)
if (address === null) throw new Error(`${value} names no session store`)

const store = openSessionStore(address)
let next = 0
async function fillOn(): Promise<void> {
  while (next < Number(count)) {
    const session = makeSession(next)
    next += 1
    const now = Date.now()
    await store.createSession(session, now)
    for (const record of accessRecords) {
      await store.putInstitutionAccess(session.sessionId, record, { now })
    }
  }
}
await Promise.all(Array.from({ length: atOnce }, fillOn))
await store.close()
