import { setTimeout as pause } from 'node:timers/promises'
import type { Visit } from '../simulator/test-browser.ts'
import type { Deployment } from './deployment.ts'
import type { Instance } from './instance.ts'

/** Somebody who signs in again and again, each time in a new browser. */
export interface SigningPerson {
  readonly email: string
  /** Opened after each sign-in. */
  readonly institutionId: string
  /** The one instance that this person reaches; every one in turn when there is none. */
  readonly at?: Instance
}

/** Sign-ins under way. */
export interface SignIns {
  /** Sign-ins and openings that ended where they should. */
  readonly completed: number
  /** Who ended somewhere else, and where. */
  readonly failed: readonly string[]
  /** Resolves when everybody has signed in and opened once more, from the beginning. */
  onceMore(): Promise<void>
  /** Begins no new ones, and waits for those under way. */
  stop(): Promise<void>
}

/** Has people sign in and open an institution, all at the same time, until they are stopped. */
export function startSignIns(
  { newBrowser }: Pick<Deployment, 'newBrowser'>,
  people: readonly SigningPerson[],
): SignIns {
  const failed: string[] = []
  const rounds = people.map(() => ({ begun: 0, ended: 0 }))
  let completed = 0
  let stopped = false

  const attempt = async (person: SigningPerson): Promise<void> => {
    const browser = newBrowser(person.at)
    for (const institutionId of [undefined, person.institutionId]) {
      const problem = await browser.authorize(person.email, institutionId).then(
        (visit) => findProblem(visit, person, institutionId),
        (error: Error) => error.message,
      )
      if (problem !== null) {
        failed.push(`${person.email}: ${problem}`)
        return
      }
      completed += 1
    }
  }
  const working = people.map(async (person, n) => {
    const round = rounds[n] ?? { begun: 0, ended: 0 }
    while (!stopped) {
      round.begun += 1
      await attempt(person)
      round.ended += 1
    }
  })
  return {
    get completed() {
      return completed
    },
    failed,
    async onceMore() {
      const before = rounds.map(({ begun }) => begun)
      while (rounds.some(({ ended }, n) => ended <= (before[n] ?? 0))) await pause(20)
    },
    async stop() {
      stopped = true
      await Promise.all(working)
    },
  }
}

/** Whoever has one institution alone is led there by the sign-in. */
function findProblem(
  { status, url }: Visit,
  person: SigningPerson,
  institutionId: string | undefined,
): string | null {
  const home = `/i/${person.institutionId}`
  const expected = institutionId === undefined ? ['/institutions', home] : [home]
  const arrived = status === 200 && expected.includes(url.pathname) && url.search === ''
  return arrived ? null : `${status} ${url.pathname}${url.search}`
}
