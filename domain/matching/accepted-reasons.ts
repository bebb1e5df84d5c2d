import { plainWords } from '../territory/spelling.ts'

/** Words that say nothing of what is the matter. */
const SMALL = new Set('a au aux avec chez d de des du en et l la le les pour sans sous sur un une'.split(' '))

/** What parts an accepted line into several: « plaies, sutures et brûlures ». */
const SEVERAL = /[,;/+]|\s(?:et|ou)\s/i

/** Words without accent, case, small words nor the mark of the plural. */
const wordsOf = (text: string): string[] =>
  plainWords(text)
    .split(' ')
    .filter((word) => word !== '' && !SMALL.has(word))
    .map((word) => (word.length > 3 ? word.replace(/(?<=[^s])s$|(?<=au|eu)x$/, '') : word))

const parts = new WeakMap<readonly string[], string[][]>()

/** Each thing accepted, as its words: reckoned once a list. */
function partsOf(accepted: readonly string[]): string[][] {
  const known = parts.get(accepted)
  if (known) return known
  const found = accepted.flatMap((line) => line.split(SEVERAL).map(wordsOf)).filter((words) => words.length > 0)
  parts.set(accepted, found)
  return found
}

/**
 * Whether a professional who accepts what `accepted` says, anything when it says nothing, takes this reason: all words
 * of one thing accepted must be in it, in any order. A reason still being asked rules nobody out.
 */
export function acceptsReason(accepted: readonly string[], reason: string | null): boolean {
  const things = partsOf(accepted)
  if (reason === null || things.length === 0) return true
  const said = new Set(wordsOf(reason))
  return things.some((words) => words.every((word) => said.has(word)))
}
