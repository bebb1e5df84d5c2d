/** `text` without accents, case or punctuation, its words separated by one space: `L'Étrat` is `l etrat`. */
export const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/\bs\//g, 'sur ')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

const FULL_WORDS: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte', sts: 'saints', stes: 'saintes' }

/** `plainWords` with the abbreviations of place names written out: `St-Étienne` is `saint etienne`. */
export const placeWords = (text: string): string =>
  plainWords(text)
    .split(' ')
    .map((word) => FULL_WORDS[word] ?? word)
    .join(' ')

/** How many wrong letters are forgiven in a text of this length. */
export function forgivenLetters(length: number): 0 | 1 | 2 {
  if (length < 4) return 0
  return length < 8 ? 1 : 2
}
