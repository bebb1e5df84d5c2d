const EVERY_MS = 1_000

/** Takes a turn each second, one at a time; a turn that fails is made up for by the next, and one that runs is told to end. */
export function startClock(
  takeTurn: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  let current: Promise<unknown> | undefined
  const tick = setInterval(() => {
    current ??= takeTurn(stopping.signal)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) failed(error)
      })
      .finally(() => {
        current = undefined
      })
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(tick)
      stopping.abort()
      await current
    },
  }
}
