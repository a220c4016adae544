import 'server-only'
import { z } from 'zod'
import type { Institution } from './institution'

const longestText = 300
const mostGroups = 100

// Cut and cleaned rather than refused: one odd name must not cost a person the whole list.
const text = z.string().transform((value) => {
  const readable = value
    .slice(0, 4 * longestText)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
  return [...readable.trim()].slice(0, longestText).join('')
})
const optionalText = text.nullish().catch(undefined)

/** What cannot stand in a URL would be a link to nowhere. */
const isAddressable = (id: string) => id.isWellFormed() && !/^\.\.?$|\p{Cc}/u.test(id)

const recordSchema = z.object({
  institutionId: z.string().min(1).max(200).refine(isAddressable),
  name: text.refine((name) => name !== ''),
  city: optionalText,
  state: optionalText,
  routingNumber: optionalText,
  groups: z
    .array(text)
    .transform((groups) => groups.slice(0, mostGroups))
    .nullish()
    .catch(undefined),
})

/**
 * An institution as a list of ours or of others says it; null without a usable id and name. Fields
 * that are missing or of another type are left out; nothing else comes in.
 */
export function parseInstitution(value: unknown): Institution | null {
  const record = recordSchema.safeParse(value)
  if (!record.success) return null
  const { institutionId, name, city, state, routingNumber, groups } = record.data
  return {
    institutionId,
    name,
    ...(city && { city }),
    ...(state && { state }),
    ...(routingNumber && { routingNumber }),
    ...(groups && { groups }),
  }
}
