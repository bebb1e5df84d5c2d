import type { App } from '../app.ts'

const EVERY_MS = 1_000

export interface Clock {
  /** Waits for the work under way. */
  readonly stop: () => Promise<void>
}

/** Does what is due each second, one pass after the other. A pass that fails is told, and the next one tries again. */
export function startClock(
  app: App,
  work: (app: App, now: number) => Promise<unknown>,
  failed: (error: unknown) => void,
): Clock {
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const pass = async () => {
    await work(app, app.now()).catch(failed)
    if (!isStopped) timer = setTimeout(start, EVERY_MS)
  }
  let current = Promise.resolve()
  const start = () => {
    current = pass()
  }
  start()
  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await current
    },
  }
}
