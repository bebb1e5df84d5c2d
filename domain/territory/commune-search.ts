import type { Commune } from './commune.ts'
import {
  type CommuneIndex,
  type IndexedName,
  type LetterTable,
  letterMask,
  lettersOf,
  WINDOWS,
} from './commune-index.ts'
import { type PrefixDistance, prefixMeter } from './prefix-distance.ts'
import { forgivenLetters, placeWords, plainWords } from './spelling.ts'

/** `matchedName` is the alias when the text named a district or a former commune. */
export interface CommuneMatch {
  readonly commune: Commune
  readonly matchedName: string
}

/** `near`: the commune codes to offer first, those of the caller's territory. */
export interface SearchOptions {
  readonly near?: ReadonlySet<string>
  readonly limit?: number
}

/** How a name answers the text, best first; the wrong letters count before it. */
const WHOLE = 0
const BEGINNING = 1
const WORDS = 2
const ANYWHERE = 3

interface Search {
  readonly index: CommuneIndex
  readonly near: ReadonlySet<string>
  readonly found: Map<number, { score: number; name: string }>
}

interface Typed {
  readonly codes: readonly string[]
  readonly words: readonly string[]
}

/**
 * The communes that `text` may mean: a name or a part of it, a postal code, an INSEE code, or a code and a name.
 * Fewest wrong letters first, then communes of `near`, then the closest wording, then the most populated.
 */
export function searchCommunes(
  index: CommuneIndex,
  text: string,
  { near = new Set(), limit = 10 }: SearchOptions = {},
): CommuneMatch[] {
  const search: Search = { index, near, found: new Map() }
  const typed = readTyped(text)
  if (typed.words.length === 0) addByCode(search, typed.codes)
  else {
    addByName(search, typed)
    if (search.found.size < limit) addByLikeness(search, typed, text)
  }
  return [...search.found.entries()]
    .sort(([, a], [, b]) => a.score - b.score)
    .slice(0, limit)
    .flatMap(([number, { name }]) => {
      const commune = index.communes[number]
      return commune ? [{ commune, matchedName: name }] : []
    })
}

const CODE = /^(\d{4,5}|2[ab]\d{3})$/

/** A number is a code when it is long enough, or alone; `paris 11` is a name. */
function readTyped(text: string): Typed {
  const all = placeWords(text).split(' ').filter(Boolean)
  const joined = all.join('')
  if (/^\d{1,5}$/.test(joined)) return { codes: [joined], words: [] }
  return {
    codes: all.filter((word) => CODE.test(word)).map((code) => code.toUpperCase()),
    words: all.filter((word) => !CODE.test(word)),
  }
}

const answersCode = ({ code, postalCodes }: Commune, typed: string): boolean =>
  code === typed || postalCodes.some((postalCode) => postalCode.startsWith(typed))

const answersCodes = (search: Search, { codes }: Typed, commune: number): boolean =>
  codes.every((typed) => {
    const known = search.index.communes[commune]
    return known !== undefined && answersCode(known, typed)
  })

function addByCode(search: Search, codes: readonly string[]): void {
  if (codes.length === 0) return
  search.index.communes.forEach((commune, number) => {
    if (codes.every((typed) => answersCode(commune, typed)))
      add(search, { commune: number, name: commune.name }, 0, WHOLE)
  })
}

/** Reads only the names that have a word beginning as the rarest typed word does. */
function addByName(search: Search, typed: Typed): void {
  const { names, byBeginning } = search.index
  const text = typed.words.join(' ')
  const lists = typed.words.map((word) => byBeginning.get(word.slice(0, 2)) ?? [])
  const shortest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? [])
  for (const number of shortest) {
    const name = names[number]
    if (!name) continue
    const wording = wordingOf(name, text, typed.words)
    if (wording !== undefined && answersCodes(search, typed, name.commune)) add(search, name, 0, wording)
  }
}

function wordingOf({ words, core }: IndexedName, text: string, typed: readonly string[]): number | undefined {
  if (words === text || core === text) return WHOLE
  if (words.startsWith(text) || core.startsWith(text)) return BEGINNING
  const padded = ` ${words}`
  if (isInOrder(padded, typed)) return WORDS
  return typed.every((word) => padded.includes(` ${word}`)) ? ANYWHERE : undefined
}

function isInOrder(padded: string, typed: readonly string[]): boolean {
  let from = 0
  for (const word of typed) {
    const at = padded.indexOf(` ${word}`, from)
    if (at < 0) return false
    from = at + 1
  }
  return true
}

/** With its abbreviations written out, then as typed: a wrong letter may look like an abbreviation. */
function addByLikeness(search: Search, typed: Typed, text: string): void {
  addLike(search, typed, typed.words.join(''))
  if (search.found.size > 0) return
  const words = plainWords(text).split(' ')
  addLike(search, typed, words.filter((word) => !CODE.test(word)).join(''))
}

function addLike(search: Search, typed: Typed, text: string): void {
  const limit = forgivenLetters(text.length)
  if (limit === 0) return
  const { names, letters: table } = search.index
  const measure = prefixMeter(lettersOf(text), limit, table.letters)
  for (const at of beginningsLike(table, text, limit)) {
    const nearest = measure(table.starts[at] ?? 0, table.ends[at] ?? 0)
    const name = names[table.names[at] ?? 0]
    if (nearest && name && answersCodes(search, typed, name.commune))
      add(search, name, nearest.distance, likenessOf(nearest, table.isFirst[at] === 1))
  }
}

function likenessOf({ isWhole }: PrefixDistance, isFirst: boolean): number {
  if (!isFirst) return ANYWHERE
  return isWhole ? WHOLE : BEGINNING
}

/** Every wrong letter hides at most one letter of a mask, so names that miss more are not worth measuring. */
function beginningsLike({ masks: [heads = NONE, ...others] }: LetterTable, text: string, limit: 1 | 2): number[] {
  const [head = 0, ...rest] = WINDOWS.map(({ from, to }) => letterMask(text, from, to))
  const isLike = (typed: number, known: number | undefined) => !hasMoreBits(typed & ~(known ?? 0), limit)
  const worthMeasuring: number[] = []
  for (let at = 0; at < heads.length; at++) {
    if (isLike(head, heads[at]) && rest.every((typed, window) => isLike(typed, others[window]?.[at])))
      worthMeasuring.push(at)
  }
  return worthMeasuring
}

const NONE = new Uint32Array()

function hasMoreBits(bits: number, limit: 1 | 2): boolean {
  const afterOne = bits & (bits - 1)
  return (limit === 1 ? afterOne : afterOne & (afterOne - 1)) !== 0
}

/** A commune keeps its best answer; below 2^26 communes the four parts of a score never overlap. */
function add(search: Search, { commune, name }: Pick<IndexedName, 'commune' | 'name'>, wrong: number, wording: number) {
  const code = search.index.communes[commune]?.code ?? ''
  const score = ((wrong * 2 + Number(!search.near.has(code))) * 4 + wording) * 2 ** 26 + commune
  const known = search.found.get(commune)
  if (!known || score < known.score) search.found.set(commune, { score, name })
}
