import type { Commune, CommuneAlias } from './commune.ts'
import { placeWords } from './spelling.ts'

/** A name to search; `commune` is the place of its commune in `CommuneIndex.communes`. */
export interface IndexedName {
  readonly commune: number
  readonly name: string
  /** `la talaudiere` */
  readonly words: string
  /** `talaudiere`: what people type when they leave the article out. */
  readonly core: string
}

/** Built once for a list of communes, read by every search. */
export interface CommuneIndex {
  /** Most populated first, so that a commune's number is also its rank. */
  readonly communes: readonly Commune[]
  readonly names: readonly IndexedName[]
  /** The names that have a word beginning with these one or two letters. */
  readonly byBeginning: ReadonlyMap<string, readonly number[]>
  readonly letters: LetterTable
}

/** Every name without spaces, end to end, and each place in it where a text may begin. */
export interface LetterTable {
  readonly letters: Uint8Array
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly names: Uint32Array
  /** For each window of `WINDOWS`, which letters are there: tells most names apart without comparing them. */
  readonly masks: readonly Uint32Array[]
  /** 1 when the text begins the name, article left out or not. */
  readonly isFirst: Uint8Array
}

const ARTICLE = /^(l|la|le|les) (?=.)/

/** Prepares `communes` and their `aliases` for `searchCommunes`. */
export function buildCommuneIndex(communes: readonly Commune[], aliases: readonly CommuneAlias[] = []): CommuneIndex {
  const ranked = [...communes].sort((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1))
  const numberOf = new Map(ranked.map(({ code }, number) => [code, number]))
  const names = [
    ...ranked.map(({ name }, commune) => indexedName(name, commune)),
    ...aliases.flatMap(({ name, communeCode }) => {
      const commune = numberOf.get(communeCode)
      return commune === undefined ? [] : [indexedName(name, commune)]
    }),
  ]
  return { communes: ranked, names, byBeginning: beginningsOf(names), letters: letterTable(names) }
}

function indexedName(name: string, commune: number): IndexedName {
  const words = placeWords(name)
  return { commune, name, words, core: words.replace(ARTICLE, '') }
}

function beginningsOf(names: readonly IndexedName[]): Map<string, number[]> {
  const beginnings = new Map<string, number[]>()
  names.forEach(({ words }, number) => {
    const keys = new Set(words.split(' ').flatMap((word) => [word.slice(0, 1), word.slice(0, 2)]))
    for (const key of keys) {
      const list = beginnings.get(key)
      if (list) list.push(number)
      else beginnings.set(key, [number])
    }
  })
  return beginnings
}

/** Inside a name, people begin at a word of some length: not at `sur` or `le`. */
const LEAST_INNER_WORD = 4

interface Beginning {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly rest: string
  readonly isFirst: boolean
}

function letterTable(names: readonly IndexedName[]): LetterTable {
  let end = 0
  const rows = names.flatMap((name, number) => {
    const words = name.words.split(' ')
    const articles = name.core === name.words ? 0 : 1
    end += words.join('').length
    return words.flatMap((word, at): Beginning[] => {
      const isFirst = at <= articles
      if (!isFirst && word.length < LEAST_INNER_WORD) return []
      const rest = words.slice(at).join('')
      return [{ number, start: end - rest.length, end, rest, isFirst }]
    })
  })
  return {
    letters: lettersOf(names.map(({ words }) => words.replaceAll(' ', '')).join('')),
    starts: Uint32Array.from(rows, ({ start }) => start),
    ends: Uint32Array.from(rows, (row) => row.end),
    names: Uint32Array.from(rows, ({ number }) => number),
    masks: WINDOWS.map(({ from, to }) => Uint32Array.from(rows, ({ rest }) => letterMask(rest, from - 2, to + 2))),
    isFirst: Uint8Array.from(rows, ({ isFirst }) => Number(isFirst)),
  }
}

/** The letters of a text that `placeWords` made: each fits in a byte. */
export function lettersOf(words: string): Uint8Array {
  const letters = new Uint8Array(words.length)
  for (let at = 0; at < words.length; at++) letters[at] = words.charCodeAt(at)
  return letters
}

/** Stretches of a typed text. In a name, two letters of room on both sides for the two wrong letters we forgive. */
export const WINDOWS = [
  { from: 0, to: 7 },
  { from: 5, to: 12 },
  { from: 10, to: Number.POSITIVE_INFINITY },
] as const

/** One bit for each letter between `from` and `to`; digits share bits with letters: less telling, still true. */
export function letterMask(words: string, from: number, to: number): number {
  const end = Math.min(words.length, to)
  let mask = 0
  for (let at = Math.max(0, from); at < end; at++) mask |= 1 << (words.charCodeAt(at) & 31)
  return mask
}
