import { cities } from './cities.ts'

/** What an institution is called and where it is. */
export interface InstitutionName {
  readonly name: string
  readonly city: string
  readonly state: string
}

// The first five are few@'s, the sixth is one@'s; two of them share a name on purpose. Their words
// do not occur below, so no generated institution repeats one of them.
const handPicked: readonly InstitutionName[] = [
  { name: 'Prairie State Bank & Trust', city: 'Mankato', state: 'MN' },
  { name: 'Blue Mesa Federal Credit Union', city: 'Durango', state: 'CO' },
  { name: 'First National Bank of Monett', city: 'Monett', state: 'MO' },
  { name: 'Prairie State Bank & Trust', city: 'Salina', state: 'KS' },
  { name: 'Tidewater Teachers Credit Union', city: 'Norfolk', state: 'VA' },
  { name: 'Lake Superior Community Bank', city: 'Duluth', state: 'MN' },
]

const landmarks = words(`
  Aspen Autumn Beacon Birch Bluestem Bramble Canyon Cardinal Cedar Chestnut Clover Copper Coral
  Cottonwood Cypress Eagle Elm Falcon Fox Golden Granite Harvest Hawthorn Heritage Hickory Iron
  Juniper Juniata Laurel Liberty Magnolia Maple Mill Oak Old Osage Pine Pioneer Red Rocky Sage
  Silver Spruce Stone Sycamore Timber Walnut White Willow
`)
const places = words(`
  Bluff Branch Bridge Brook Coast Cove Creek Crossing Falls Field Fork Gap Grove Harbor Hill Hollow
  Island Junction Lake Landing Meadow Point Prairie Ridge River Rock Run Shore Springs Station
  Summit Trail Valley View Woods
`)
const kinds = [
  'Federal Credit Union',
  'Credit Union',
  'Community Credit Union',
  'Employees Credit Union',
  'Bank',
  'State Bank',
  'Community Bank',
  'Savings Bank',
  'National Bank',
  'Bank & Trust',
  'Trust Company',
  'Farmers Bank',
]
const beforeCity = [
  'Bank',
  'First National Bank',
  'First State Bank',
  'American Bank',
  'Citizens Bank',
  'Citizens National Bank',
  'Commercial Bank',
  'Community Bank',
  'Exchange Bank',
  'Farmers Bank',
  'Farmers State Bank',
  'Farmers & Merchants Bank',
  'Guaranty Bank',
  'Home Savings Bank',
  'Mechanics Bank',
  'Merchants Bank',
  'Peoples Bank',
  'Planters Bank',
  'Security Bank',
  'Traders Bank',
  'Union Bank',
]
const afterCity = [
  ...kinds,
  'Building & Loan',
  'Dairymen Credit Union',
  'Educators Credit Union',
  'Firefighters Credit Union',
  'First Credit Union',
  'Healthcare Credit Union',
  'Municipal Credit Union',
  'Police Credit Union',
  'Postal Credit Union',
  'Public Schools Federal Credit Union',
  'Railroad Credit Union',
  'Rural Electric Credit Union',
  'Savings & Loan',
  'Steelworkers Credit Union',
  'University Credit Union',
  'Utilities Federal Credit Union',
  'Valley Bank',
  'Veterans Credit Union',
]

/**
 * The name and place at a position. A name may come back in other cities, as in real life, but
 * never twice in one city.
 */
export function institutionNameAt(index: number): InstitutionName {
  return handPicked[index] ?? (index % 10 === 3 ? namedAfterCity(index) : namedAfterLandmark(index))
}

function namedAfterLandmark(index: number): InstitutionName {
  const variety = landmarks.length * places.length * kinds.length
  const [choice, where] = pick(index, 1_299_709, variety)
  const [kind, stem] = [choice % kinds.length, Math.floor(choice / kinds.length)]
  const landmark = landmarks[stem % landmarks.length]
  const place = places[Math.floor(stem / landmarks.length)]
  return { name: `${landmark} ${place} ${kinds[kind]}`, ...where }
}

function namedAfterCity(index: number): InstitutionName {
  const variety = beforeCity.length + afterCity.length
  const [choice, where] = pick(Math.floor(index / 10), 7_919, variety)
  const prefix = beforeCity[choice]
  const suffix = afterCity[choice - beforeCity.length]
  return { name: prefix ? `${prefix} of ${where.city}` : `${where.city} ${suffix}`, ...where }
}

// A walk over all pairs of name and city in steps that share no divisor with their number: it looks
// random, and meets no pair twice.
function pick(index: number, step: number, variety: number): [number, (typeof cities)[number]] {
  const pair = (index * step + 104_729) % (variety * cities.length)
  const where = cities[Math.floor(pair / variety)]
  if (where === undefined) throw new RangeError(`no city for institution ${index}`)
  return [pair % variety, where]
}

function words(list: string): string[] {
  return list.trim().split(/\s+/)
}
