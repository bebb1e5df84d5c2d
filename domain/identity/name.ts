/** What a name is found by: no accent, case, hyphen or apostrophe, one space between words. */
export const normalisedName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** `M. D.`: enough to tell two patients of a day apart on a phone that others may see. */
export function initials(givenName: string | null, familyName: string | null): string | null {
  const letters = [givenName, familyName].flatMap((name) => (name ? [`${[...name.trim()][0]?.toUpperCase()}.`] : []))
  return letters.length > 0 ? letters.join(' ') : null
}
