/** Calling codes of the places where people dial a leading 0: mainland and overseas. */
const FRENCH_CALLING_CODES = ['33', '262', '590', '594', '596', '508', '687', '689']

/**
 * The E.164 form of a number as people say it: `06 39 98 41 07` becomes `+33639984107`; undefined when it cannot be one.
 * National numbers are those of France, mainland.
 */
export function e164(dialled: string): string | undefined {
  const digits = dialled.replace(/[\s.\-/()]/g, '')
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`
  const international = digits.replace(/^00/, '+')
  if (!/^\+[1-9]\d{6,14}$/.test(international)) return undefined
  const french = FRENCH_CALLING_CODES.find((code) => international.startsWith(`+${code}0`))
  return french ? `+${french}${international.slice(french.length + 2)}` : international // +33 (0)6…
}
