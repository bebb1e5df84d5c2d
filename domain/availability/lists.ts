/** Lists of words that many slots share: each is kept once, and slots hold its number. Number 0 is the empty list. */
export interface Lists {
  readonly all: (readonly string[])[]
  readonly numbers: Map<string, number>
}

export const newLists = (): Lists => ({ all: [[]], numbers: new Map([['[]', 0]]) })

/** The number of a list, whatever the order it is said in. */
export function numberOf({ all, numbers }: Lists, list: readonly string[]): number {
  if (list.length === 0) return 0
  const sorted = [...list].sort()
  const key = JSON.stringify(sorted)
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, all.length)
  return all.push(sorted) - 1
}
