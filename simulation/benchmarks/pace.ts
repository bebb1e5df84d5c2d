/** How fast some work went, of which `operations` are what is counted. */
export interface Pace {
  readonly operations: number
  readonly seconds: number
  /** Median time of one operation. */
  readonly p50Ms: number
}

/** Does the work once; answers how many operations it counts for. `turn` counts from 0 over all clients. */
export type Work = (client: number, turn: number) => Promise<number>

interface Limits {
  readonly clients: number
  /** Stops when the time is over, or the turns are used up, whichever comes first. */
  readonly seconds?: number
  readonly turns?: number
}

/** `clients` work at once, each beginning again as soon as it has finished. */
export async function pace(
  { clients, seconds = 600, turns = Number.POSITIVE_INFINITY }: Limits,
  work: Work,
): Promise<Pace> {
  const times: number[] = []
  let next = 0
  let operations = 0
  const begin = performance.now()
  const end = begin + seconds * 1000
  const client = async (number: number) => {
    while (performance.now() < end && next < turns) {
      const since = performance.now()
      const done = await work(number, next++)
      operations += done
      times.push((performance.now() - since) / done)
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)))
  return { operations, seconds: (performance.now() - begin) / 1000, p50Ms: median(times) }
}

export const perSecond = ({ operations, seconds }: Pace): number => operations / seconds
export const msEach = ({ operations, seconds }: Pace): number => (seconds * 1000) / operations

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const [low = 0, high = low] = sorted.length % 2 ? [sorted[half]] : [sorted[half - 1], sorted[half]]
  return (low + high) / 2
}
