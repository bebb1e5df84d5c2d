import type { TFunction } from 'i18next'
import type { BoardView } from '../../contract/indicators.ts'
import type { Indicator } from '../../domain/indicators/indicators.ts'
import { decimal, duration, fullDay, percentage } from '../ui/format.ts'

export type FigureView = BoardView['indicators'][number]
type Figure = FigureView['total']

const MINUTE = 60_000

/** Shown as a number of requests first: people, then shares. */
const COUNTS: readonly Indicator[] = ['requests', 'unplaced', 'majorations']
/** A share of fewer would tell of persons more than of the territory. */
const LEAST = 5

/** « 91 % », « 6 »; nothing where there is too little to tell. */
export function figureWords(name: Indicator, { numerator, denominator }: Figure): string | undefined {
  if (COUNTS.includes(name)) return decimal(numerator)
  return denominator !== null && denominator >= LEAST ? percentage(numerator / denominator) : undefined
}

/** What a sparkline draws: the count, or the share in per cent. */
export const trendValue = (name: Indicator, { numerator, denominator }: Figure): number =>
  COUNTS.includes(name) || denominator === null ? numerator : Math.round((100 * numerator) / Math.max(1, denominator))

/** « 47 » from `2026-W47`. */
export const weekNumberOf = (week: string): string => week.slice(-2).replace(/^0/, '')

export const delayWords = (minutes: number): string => duration(minutes * MINUTE)

export const dayWords = (day: string): string => fullDay(`${day}T12:00:00Z`, 'UTC')

type Fates = BoardView['fates'][number]

/** What the bars show, said: how many are without solution, and in which week most of them. */
export function fatesFinding(t: TFunction, fates: readonly Fates[]): string {
  const count = fates.reduce((sum, { unplaced }) => sum + unplaced, 0)
  if (count === 0) return t('indicators.fates_none_unplaced')
  const worst = fates.reduce((most, one) => (one.unplaced > most.unplaced ? one : most))
  return t('indicators.fates_unplaced', { count, week: t('indicators.week_long', { week: weekNumberOf(worst.week) }) })
}

type Commune = BoardView['communes'][number]
export type CommuneWithDelay = Commune & { readonly medianDelayMinutes: number }

export const withDelay = (communes: readonly Commune[]): CommuneWithDelay[] =>
  communes
    .filter((commune): commune is CommuneWithDelay => commune.medianDelayMinutes !== null)
    .sort((one, other) => other.medianDelayMinutes - one.medianDelayMinutes)

export function delayFinding(t: TFunction, communes: readonly Commune[]): string {
  const [worst] = withDelay(communes)
  return worst
    ? t('indicators.delay_worst', { commune: worst.name, delay: delayWords(worst.medianDelayMinutes) })
    : t('indicators.delay')
}

export function participantsFinding(t: TFunction, participants: BoardView['participants']): string {
  const sum = (part: 'participating' | 'listed') => participants.reduce((total, one) => total + one[part], 0)
  return t('indicators.participants_found', { participating: sum('participating'), listed: sum('listed') })
}

export function majorationsFinding(t: TFunction, majorations: BoardView['majorations']): string {
  const count = majorations.reduce((sum, one) => sum + one.count, 0)
  return count === 0 ? t('indicators.majorations') : t('indicators.majorations_found', { count })
}

const PROFESSIONS = ['10', '21', '28', '31', '40', '50', '60', '70', '80'] as const

export function professionWords(t: TFunction, code: string): string {
  const known = PROFESSIONS.find((one) => one === code)
  return known ? t(`indicators.professions.${known}`) : t('indicators.profession_other', { code })
}

const SOURCES = ['sas', '116117', 'telesecretariat', 'professional', 'cpts'] as const

/** No source in particular, in the list of sources. */
export const EVERY_SOURCE = 'all'

export const sourceOptions = (t: TFunction) => [
  { value: EVERY_SOURCE, label: t('indicators.source_all') },
  ...SOURCES.map((value) => ({ value, label: t(`indicators.sources.${value}`) })),
]

const NOTES = ['advice', 'emergency', 'unplaced', 'abandoned', 'done'] as const

/** Why it was closed, or the majoration that was declared. */
export function noteWords(t: TFunction, note: string): string {
  const known = NOTES.find((one) => one === note)
  return known ? t(`indicators.note.${known}`) : note
}
