/** Whether the last digit is the key that Luhn's rule asks for. Real numbers fail it too: a reason to warn, never to reject. */
export function hasValidKey(rpps: string): boolean {
  let sum = 0
  for (let index = 0; index < rpps.length; index++) {
    const digit = Number(rpps[rpps.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** `stem` (10 digits) with its key. */
export function withKey(stem: string): string {
  const keys = Array.from({ length: 10 }, (_, key) => `${stem}${key}`)
  return keys.find(hasValidKey) ?? `${stem}0`
}
