/** How old the caller says the patient is: months, or the birth date. */
export type SpokenAge = { readonly ageMonths: number } | { readonly birthDate: string }

const LONGEST_LIFE_MONTHS = 1560

/** « 6 ans », « 6 », « 18 mois », « 3 semaines », « 12/05/1984 », « 12051984 »; undefined when it is none of these. */
export function spokenAge(text: string, today: Date): SpokenAge | undefined {
  const typed = text.trim().toLowerCase()
  return spokenDate(typed, today) ?? spokenDuration(typed)
}

function spokenDuration(typed: string): SpokenAge | undefined {
  const [, count, unit = ''] = /^(\d{1,3})\s*([a-z]*)\.?$/.exec(typed) ?? []
  if (count === undefined) return undefined
  const ageMonths = months(Number(count), unit)
  return ageMonths !== undefined && ageMonths <= LONGEST_LIFE_MONTHS ? { ageMonths } : undefined
}

function months(count: number, unit: string): number | undefined {
  if (/^(a|an|ans)?$/.test(unit)) return 12 * count
  if (/^(m|mo|moi|mois)$/.test(unit)) return count
  if (/^(s|sem|semaines?)$/.test(unit)) return Math.floor(count / 4.35)
  return /^(j|jours?)$/.test(unit) ? Math.floor(count / 30.4) : undefined
}

function spokenDate(typed: string, today: Date): SpokenAge | undefined {
  const [, day, month, year] = /^(\d{1,2})[/.\- ]?(\d{2})[/.\- ]?(\d{4})$/.exec(typed) ?? []
  if (!day || !month || !year) return undefined
  const birthDate = `${year}-${month}-${day.padStart(2, '0')}`
  const date = new Date(`${birthDate}T00:00:00Z`)
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(birthDate)
  return exists && date <= today && Number(year) >= today.getUTCFullYear() - 130 ? { birthDate } : undefined
}

/** Whole months lived on `today`. */
export function monthsOf(age: SpokenAge, today: Date): number {
  if ('ageMonths' in age) return age.ageMonths
  const born = new Date(age.birthDate)
  const months = 12 * (today.getUTCFullYear() - born.getUTCFullYear()) + today.getUTCMonth() - born.getUTCMonth()
  return Math.max(0, today.getUTCDate() < born.getUTCDate() ? months - 1 : months)
}
