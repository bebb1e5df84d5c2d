import { setTimeout as delay } from 'node:timers/promises'

/** Something started in a process of its own. */
export interface Running {
  /** Why it ended, when it does. */
  readonly ended: Promise<string>
  readonly stop: () => Promise<void>
}

export interface KeepRunning {
  readonly name: string
  readonly start: () => Promise<Running>
  readonly report: (event: string) => void
}

const STEADY_MS = 1_000
const PAUSE_MS = 250
const LONGEST_PAUSE_MS = 5_000

/**
 * Starts `first` again each time it ends, until stopped: at once when it had run for a second, else after pauses that
 * grow, so that what cannot run does not take the machine.
 */
export function keepRunning(first: Running, { name, start, report }: KeepRunning): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let current: Running | undefined = first

  let lastSaid = ''
  const sayOnce = (event: string) => {
    if (event !== lastSaid && !stopping.signal.aborted) report(event)
    lastSaid = event
  }

  /** Waits for its end; whether it had run long enough for the failures before to be forgotten. */
  const untilEnd = async (): Promise<boolean> => {
    if (!current) return false
    const since = Date.now()
    const reason = await current.ended
    current = undefined
    sayOnce(`${name} ended (${reason}): starting it again`)
    return Date.now() - since > STEADY_MS
  }

  const startAgain = async (failures: number): Promise<void> => {
    try {
      await delay(Math.min(failures * PAUSE_MS, LONGEST_PAUSE_MS), undefined, { signal: stopping.signal })
      current = await start()
      sayOnce(`${name} runs again`)
    } catch (error) {
      sayOnce(`${name} does not start: ${error instanceof Error ? error.message : error}`)
    }
  }

  const watch = async () => {
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      if (await untilEnd()) failures = 0
      if (!stopping.signal.aborted) await startAgain(failures)
    }
  }

  const watching = watch()
  return {
    stop: async () => {
      stopping.abort()
      await current?.stop()
      await watching
      await current?.stop() // it may have come back meanwhile
    },
  }
}
