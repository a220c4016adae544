import 'server-only'
import { openProcessMemory } from './process-memory'
import { decryptRecord } from './record-encryption'

interface OpenedRecord {
  readonly recordKey: string
  /** IV and tag, which no other record has. */
  readonly mark: Buffer
  readonly value: unknown
}

const markBytes = 28
const memory = openProcessMemory<OpenedRecord>('opened-records')

/**
 * Opens a record, or remembers what was in it: decrypting and checking one costs half a millisecond,
 * and calls come in bursts. The store was asked just now and gave these very bytes, so what has
 * ended stays ended and what was replaced is opened anew.
 *
 * @param parse what the content must be; null when it is not
 */
export function openRecord<Value>(
  { recordKey, place, sealed }: { recordKey: string; place: string; sealed: Uint8Array },
  parse: (content: unknown) => Value | null,
): Value | null {
  const mark = Buffer.from(sealed.subarray(0, markBytes))
  const known = memory.find(place)
  if (known?.recordKey === recordKey && known.mark.equals(mark)) return known.value as Value
  const value = parse(decryptRecord(recordKey, place, sealed))
  if (value !== null) memory.keep(place, { recordKey, mark, value })
  return value
}
