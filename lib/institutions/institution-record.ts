import 'server-only'
import { z } from 'zod'
import type { Institution } from './institution'

const longestText = 300

// Cut rather than refused: one long name must not cost a person the whole list.
const text = z.string().transform((value) => [...value.trim()].slice(0, longestText).join(''))
const optionalText = text.nullish().catch(undefined)

const recordSchema = z.object({
  institutionId: z.string().min(1).max(200),
  name: text.refine((name) => name !== ''),
  city: optionalText,
  state: optionalText,
  routingNumber: optionalText,
  groups: z.array(z.string()).nullish().catch(undefined),
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
