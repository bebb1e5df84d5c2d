import type { App } from '../app.ts'
import { runDue } from './run-due.ts'

const EVERY_MS = 1_000

export interface Turns {
  /** Lets the turn that runs come to its end, which it is told of. */
  readonly stop: () => Promise<void>
}

/** Does what has come due, each second. */
export const startClock = (app: App, failed: (error: unknown) => void): Turns =>
  startTurns(() => runDue(app, app.now()), failed)

/** One turn each second, never two at a time; a turn that fails is made up for by the next. */
export function startTurns(
  takeTurn: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): Turns {
  const stopping = new AbortController()
  let turn: Promise<unknown> | undefined
  const tick = setInterval(() => {
    turn ??= takeTurn(stopping.signal)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) failed(error)
      })
      .finally(() => {
        turn = undefined
      })
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(tick)
      stopping.abort()
      await turn
    },
  }
}
