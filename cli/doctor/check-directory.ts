import type { Config } from '@/lib/config/parse-config'
import { ask, redirectTarget } from './ask'
import { type CheckLine, failure, ok, warning } from './check-line'

const name = 'directory'

/** Asks for an institution list without a token, which has to be refused. */
export async function checkDirectory({
  institutionsUrl,
}: Pick<Config, 'institutionsUrl'>): Promise<CheckLine[]> {
  const url = institutionsUrl.replace('{userId}', '00000000-0000-0000-0000-000000000000')
  const wrongAddress = 'Correct JHI_INSTITUTIONS_URL; {userId} stands where the user’s id goes.'
  const answer = await ask(url)
  if ('problem' in answer) {
    const message = `${institutionsUrl} cannot be reached: ${answer.problem}`
    return [failure(name, message, wrongAddress)]
  }
  const { status } = answer
  if (status === 401 || status === 403) return [ok(name, `is there, and wants a token (${status})`)]
  const target = redirectTarget(answer, url)
  if (target !== null) {
    return [failure(name, `${institutionsUrl} sends on to ${target}`, wrongAddress)]
  }
  if (status === 404) return [failure(name, `nothing is at ${institutionsUrl} (404)`, wrongAddress)]
  if (status >= 500) {
    const advice =
      'Nobody can choose an institution until it answers: check JHI_INSTITUTIONS_URL, and its state.'
    return [failure(name, `${institutionsUrl} answers ${status}`, advice)]
  }
  if (status === 200) {
    const advice =
      'Check that JHI_INSTITUTIONS_URL is the list and not a page of a proxy; the list must want a token.'
    return [warning(name, `${institutionsUrl} answers 200 without a token`, advice)]
  }
  return [warning(name, `${institutionsUrl} answers ${status} without a token`, wrongAddress)]
}
