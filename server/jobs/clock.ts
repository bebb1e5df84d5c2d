import type { App } from '../app.ts'
import { runDue } from './run-due.ts'

const EVERY_MS = 1_000

/** Does what has come due, each second, one turn at a time; a turn that fails is made up for by the next. */
export function startClock(app: App, failed: (error: unknown) => void): { stop: () => Promise<void> } {
  let turn: Promise<unknown> | undefined
  const tick = setInterval(() => {
    turn ??= runDue(app, app.now())
      .catch(failed)
      .finally(() => {
        turn = undefined
      })
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(tick)
      await turn
    },
  }
}
