const EVERY_MS = 1_000

/** Does what has come due, each second, one turn at a time; a turn that fails is made up for by the next. */
export function startClock(
  turn: () => Promise<unknown>,
  failed: (error: unknown) => void,
): { stop: () => Promise<void> } {
  let current: Promise<unknown> | undefined
  const tick = setInterval(() => {
    current ??= turn()
      .catch(failed)
      .finally(() => {
        current = undefined
      })
  }, EVERY_MS)
  return {
    stop: async () => {
      clearInterval(tick)
      await current
    },
  }
}
