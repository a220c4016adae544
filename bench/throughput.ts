import { startRedis } from '../testing/redis-server.ts'
import { startBareApplication } from './bare-application.ts'
import { type ChildModule, startChildModule } from './child-module.ts'
import type { Round, RoundResult } from './load-generator.ts'
import { median } from './median.ts'
import { pinProcess } from './pin-process.ts'
import { asRatio, perSecond, printProgress, printRow } from './print-row.ts'
import { type ApplicationOptions, startApplication } from './running-application.ts'
import { signIn } from './signed-in-browser.ts'
import type { UpstreamAddress } from './upstream.ts'

const roundSeconds = 3
const countedRounds = 9

/** One of the servers that take turns. */
interface Contender {
  readonly name: string
  /** At least so many times the bare route handler's throughput. */
  readonly budget?: number
  readonly call: Pick<Round, 'url' | 'headers'>
}

type Stop = () => Promise<void>

/**
 * The BFF with a real session against a bare route handler that makes the same call to the same
 * upstream with `fetch`, and has no session at all. All get the same headers.
 */
export async function measureThroughput(): Promise<void> {
  const stops: Stop[] = []
  try {
    printProgress('Starting what the throughput is measured with')
    const { url, answerBytes } = await startUpstream(stops)
    const environment = { ACCOUNT_SERVICES_URL: url }
    const sqlite = await startBff(stops, { portOffset: 2, environment })
    const redis = await startRedis()
    stops.push(redis.close)
    pinProcess(redis.processId, 'caller')
    const withRedis = { ...environment, SESSION_STORE: redis.url }
    const bare = await startBareApplication(url)
    stops.push(bare.stop)
    const { pathname } = new URL(sqlite.url)
    await compare(stops, answerBytes, [
      { name: 'bare route handler', call: { ...sqlite, url: `${bare.origin}${pathname}` } },
      { name: 'BFF with SQLite', budget: 1, call: sqlite },
      {
        name: 'BFF with Redis on loopback',
        budget: 0.85,
        call: await startBff(stops, { portOffset: 3, environment: withRedis }),
      },
      {
        name: 'BFF with SQLite and bound tokens',
        budget: 0.75,
        call: await startBff(stops, {
          portOffset: 4,
          environment: { ...environment, JHI_DPOP: 'on' },
        }),
      },
    ])
  } finally {
    await Promise.allSettled(stops.map((stop) => stop()))
  }
}

async function startUpstream(stops: Stop[]): Promise<UpstreamAddress> {
  const upstream = startChildModule<object, UpstreamAddress>('./upstream.ts')
  stops.push(upstream.close)
  pinProcess(upstream.processId, 'caller')
  return upstream.ask({})
}

/** Starts the application, signs in, opens an institution, and answers the call that is measured. */
async function startBff(stops: Stop[], options: ApplicationOptions): Promise<Contender['call']> {
  const application = await startApplication({ ...options, pinned: true })
  stops.push(application.stop)
  const browser = await signIn(application)
  const { appUrl } = application
  const [institutionId] = browser.institutionIds
  await browser.open(`${appUrl}/i/${institutionId}`)
  const { markup } = await browser.open(`${appUrl}/api/auth/session`)
  const { user } = JSON.parse(markup) as { user: { subject: string } }
  const path = `account-services/enterprise/${user.subject}/accounts`
  return {
    url: `${appUrl}/api/bff/${institutionId}/${path}`,
    headers: { accept: 'application/json', cookie: browser.sessionCookie(), 'x-csrf': '1' },
  }
}

/** Turn by turn, so that a machine that slows down slows all; the first turn of each is warming up. */
async function compare(stops: Stop[], answerBytes: number, contenders: readonly Contender[]) {
  const generator: ChildModule<Round, RoundResult> = startChildModule('./load-generator.ts')
  stops.push(generator.close)
  pinProcess(generator.processId, 'caller')
  const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]))
  printProgress(`Calling for ${(1 + countedRounds) * contenders.length * roundSeconds} s`)
  for (let turn = 0; turn <= countedRounds; turn += 1) {
    for (const [{ call }, counted] of rates) {
      const result = await generator.ask({ ...call, answerBytes, seconds: roundSeconds })
      if ('problem' in result) throw new Error(result.problem)
      if (turn > 0) counted.push(result.perSecond)
    }
  }
  const [bareRates = []] = rates.values()
  for (const [{ name, budget }, counted] of rates) {
    const rate = median(counted)
    printRow({ what: `${name}: calls with 16 connections`, value: rate, format: perSecond })
    if (budget === undefined) continue
    printRow({
      what: `${name}, times the bare route handler`,
      // Turn by turn, since what slows the machine for a while slows both.
      value: median(counted.map((each, turn) => each / (bareRates[turn] ?? Number.NaN))),
      format: asRatio,
      atLeast: budget,
    })
  }
}
