import type { Instant } from '../domain/time/interval.ts'

/** Chance that comes back the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  readonly next: () => number
  /** A whole number; both ends included. */
  readonly between: (low: number, high: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <Value>(list: readonly Value[]) => Value
  readonly weighted: <Value>(list: readonly (readonly [Value, number])[]) => Value
  /** `count` of the list, none twice, in the list's order. */
  readonly sample: <Value>(list: readonly Value[], count: number) => Value[]
  readonly poisson: (mean: number) => number
  /** UUID v7 of an instant. */
  readonly uuid: (at: Instant) => string
}

/** FNV-1a with a final mix: near seeds give far streams. */
function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (let index = 0; index < text.length; index++) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** sfc32, 128 bits of state. */
function streamOf(seed: string): () => number {
  let [a, b, c, counter] = [hash(`${seed}/a`), hash(`${seed}/b`), hash(`${seed}/c`), 1]
  const next = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let round = 0; round < 12; round++) next()
  return next
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

function uuidFrom(next: () => number, at: Instant): string {
  const time = hex(Math.max(0, Math.floor(at)), 12)
  const word = () => Math.floor(next() * 2 ** 16)
  const middle = `7${hex(word() & 0xfff, 3)}-${hex(0x8000 | (word() & 0x3fff), 4)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${hex(word(), 4)}${hex(word(), 4)}${hex(word(), 4)}`
}

function poissonFrom(next: () => number, mean: number): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = next(); product > limit; product *= next()) count++
  return count
}

/** The random stream named `seed`. */
export function randomOf(seed: string): Random {
  const next = streamOf(seed)
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <Value>(list: readonly Value[]): Value => {
    const [picked] = list.slice(between(0, list.length - 1))
    if (picked === undefined) throw new Error('Nothing to pick from')
    return picked
  }
  return {
    next,
    between,
    pick,
    chance: (probability) => next() < probability,
    weighted: (list) => {
      let left = next() * list.reduce((total, [, weight]) => total + weight, 0)
      const found = list.find(([, weight]) => {
        left -= weight
        return left < 0
      })
      return (found ?? pick(list))[0]
    },
    sample: (list, count) => {
      const drawn = list
        .map((value, order) => ({ value, order, lot: next() }))
        .sort((one, other) => one.lot - other.lot)
      return drawn
        .slice(0, count)
        .sort((one, other) => one.order - other.order)
        .map(({ value }) => value)
    },
    poisson: (mean) => poissonFrom(next, mean),
    uuid: (at) => uuidFrom(next, at),
  }
}
