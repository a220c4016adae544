import { type CheckLine, failure } from './check-line'

const name = 'External Applications'
const fields = ['clientId', 'clientAuth', 'clientSecret', 'serviceClientId']
const compact = (text: string) => text.replace(/[-_.\s]/g, '').toLowerCase()

/** The problems of the file in JHI_APPLICATIONS, each with what to do. */
export function explainApplications(problems: readonly string[]): CheckLine[] {
  const misspelt = new Set(
    problems.flatMap((problem) => {
      const found = findMisspelt(problem)
      return found === null ? [] : [`${found.entry}.${found.meant} is missing`]
    }),
  )
  return problems
    .filter((problem) => ![...misspelt].some((missing) => problem.startsWith(missing)))
    .map((problem) => failure(name, problem, adviceFor(problem)))
}

/** A field that is written in another way than it should be. */
function findMisspelt(problem: string): { entry: string; meant: string } | null {
  const [, entry = '', field = ''] = /^(.*) has no field "(.*?)":/s.exec(problem) ?? []
  const meant = fields.find((known) => compact(known) === compact(field))
  return meant === undefined ? null : { entry, meant }
}

function adviceFor(problem: string): string {
  const misspelt = findMisspelt(problem)
  if (misspelt !== null) return `Write "${misspelt.meant}".`
  if (/ is that of [^:]+$/.test(problem)) {
    return 'Each institution needs an application of its own: correct one of the two ids.'
  }
  if (problem.endsWith('does not exist')) return 'Correct JHI_APPLICATIONS or make the file.'
  if (problem.includes('cannot be read')) {
    return 'Let the user of the application, and yours, read the file.'
  }
  if (problem.includes('clientSecret is missing')) {
    return 'Add "clientSecret", or with keys "clientAuth": "private_key_jwt".'
  }
  if (problem.includes('JHI_CLIENT_KEYS is not set')) {
    return 'Make a key with npm run jhi -- keys generate, and set JHI_CLIENT_KEYS to its file.'
  }
  return 'A whole file: { "<institution id>": { "clientId": "<id>", "clientSecret": "<secret>" } }.'
}
