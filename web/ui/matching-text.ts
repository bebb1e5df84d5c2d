/** Small letters without accents, every separator a space: « saint bon » finds « Saint-Bonnet ». Keeps each position. */
export const plainText = (text: string): string =>
  [...text.normalize('NFC')]
    .map((character) => {
      const letter = (character.normalize('NFD')[0] ?? character).toLowerCase()
      return /[\p{L}\p{N}]/u.test(letter) ? letter : ' '
    })
    .join('')

export const isSameText = (one: string, other: string) => plainText(one).trim() === plainText(other).trim()

export type Highlighted = readonly [before: string, match: string, after: string]

/** Where `typed` is found in `label`: at the start of a word if it can be, else anywhere, else nowhere. */
export function highlight(label: string, typed: string): Highlighted {
  const sought = plainText(typed).trim()
  const text = plainText(label)
  const atWord = ` ${text}`.indexOf(` ${sought}`)
  const start = atWord === -1 ? text.indexOf(sought) : atWord
  if (sought === '' || start === -1) return [label, '', '']
  const letters = [...label.normalize('NFC')]
  const cut = (from: number, to?: number) => letters.slice(from, to).join('')
  return [cut(0, start), cut(start, start + sought.length), cut(start + sought.length)]
}
