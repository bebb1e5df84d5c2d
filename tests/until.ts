import { setTimeout as delay } from 'node:timers/promises'

/** Waits for a condition, asked again and again; past the deadline, fails with what was waited for. */
export async function until<Result>(
  what: string,
  condition: () => Result | undefined | false | Promise<Result | undefined | false>,
  patienceMs = 30_000,
): Promise<Result> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const met = await condition()
    if (met) return met
    if (Date.now() > deadline) throw new Error(`Not within ${patienceMs / 1000} s: ${what}`)
    await delay(25)
  }
}
