const EVERY_MS = 1_000

export interface Clock {
  /** Lets the turn that runs come to its end, which it is told of. */
  readonly stop: () => Promise<void>
}

/** Does what has come due, each second, one turn at a time; a turn that fails is made up for by the next. */
export function startClock(
  takeTurn: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): Clock {
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
