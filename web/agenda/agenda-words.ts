import type { TFunction } from 'i18next'
import type { SlotView, VisitView } from '../../contract/agenda.ts'
import { dayName, shortTime, spokenTime, weekday } from '../ui/format.ts'

type Patient = VisitView['patient']

const YEAR = 12
const OF_AGE = 18 * YEAR

/** « 8 mois » under two years, then « 34 ans ». */
export const age = (t: TFunction, ageMonths: number): string =>
  ageMonths < 2 * YEAR
    ? t('agenda.age_months', { count: ageMonths })
    : t('agenda.age_years', { count: Math.floor(ageMonths / YEAR) })

/** « Enfant de 4 ans », « Femme de 71 ans »: somebody who is not your patient yet has no name. */
export function unnamed(t: TFunction, { ageMonths, sex }: Patient): string {
  const grown = { F: 'woman', H: 'man', unknown: 'adult' } as const
  const who = ageMonths < OF_AGE ? 'child' : grown[sex]
  return t(`agenda.person_${who}`, { age: age(t, ageMonths) })
}

/** « M. D., 34 ans »: initials only, since others may see the phone. */
export const discreet = (t: TFunction, patient: Patient): string =>
  patient.initials ? t('agenda.named', { name: patient.initials, age: age(t, patient.ageMonths) }) : unnamed(t, patient)

export const fullNameOf = ({ givenName, familyName }: Patient): string =>
  [givenName, familyName].filter((name) => name !== null).join(' ')

const GENDERS = { F: 'female', H: 'male', unknown: 'unknown' } as const
export const genderOf = ({ sex }: Patient) => GENDERS[sex]

const OUTCOME_WORDS = { came: 'came', late: 'late', 'did-not-come': 'absent', 'sent-on': 'sent' } as const

/** « Venue », « Pas venu »: agrees with the person. */
export const outcomeWord = (t: TFunction, outcome: keyof typeof OUTCOME_WORDS, patient: Patient): string =>
  t(`agenda.${OUTCOME_WORDS[outcome]}_${genderOf(patient)}`)

const SOURCES = ['sas', '116117', 'telesecretariat', 'professional', 'cpts'] as const

/** « Douleur lombaire · par le 15 » */
export function detail(t: TFunction, { reason, source }: Pick<VisitView, 'reason' | 'source'>): string {
  const known = SOURCES.find((one) => one === source)
  return known ? t('agenda.detail', { reason, source: t(`agenda.source.${known}`) }) : reason
}

/** « 11:40, 14:00 et 17:20 » */
export function listed(t: TFunction, times: readonly string[]): string {
  const short = times.map(shortTime)
  const last = short.pop() ?? ''
  return short.length > 0 ? `${short.join(', ')}${t('agenda.and')}${last}` : last
}

/** « aujourd’hui », « demain », « jeudi 26 » from a calendar day. */
export const namedDay = (day: string, today: string): string => dayName(noon(day), noon(today), 'UTC')

export const plainWeekday = (day: string): string => weekday(noon(day), 'UTC').split(' ')[0] ?? ''

const noon = (day: string) => `${day}T12:00:00Z`

/** « jusqu’à 13 h 40 » */
export const untilTime = (t: TFunction, { endsAt }: Pick<SlotView, 'endsAt'>, zone: string): string =>
  t('agenda.until', { time: spokenTime(endsAt, zone) })
