import type { TFunction } from 'i18next'
import { z } from 'zod'
import { dayNumber, minutesOf } from './layout.ts'
import { dayWords, wallWords } from './team-words.ts'

/** What the server keeps of a change, as far as it is told here; each part may be missing. */
const Told = z.object({ day: z.string(), from: z.string(), until: z.string() })
const Week = z.object({ fromDay: z.string(), toDay: z.string() })
const Reached = z.object({ reach: z.enum(['one', 'following', 'all']) })
const Moment = z.object({ day: z.string(), time: z.string() })
const Absence = z.object({ from: Moment, until: Moment.nullable() })

/** « mardi 24, 9 h à 10 h 15, au lieu de mardi 24, 9 h 30 à 10 h 45 (cette fois) »; empty when nothing is known. */
export function summaryWords(t: TFunction, summary: Readonly<Record<string, unknown>>, today: string): string {
  const told = occurrenceWords(t, summary, today)
  const before = occurrenceWords(t, summary.before, today)
  const reached = Reached.safeParse(summary).data?.reach
  const words = told && before && before !== told ? t('team.edits.instead', { now: told, before }) : told
  if (words) return reached ? t('team.edits.reached', { words, reach: t(`team.edits.reach.${reached}`) }) : words
  return weekWords(t, summary, today) ?? absenceWords(t, summary, today) ?? ''
}

const wallOf = (time: string) => wallWords(minutesOf(time))

function occurrenceWords(t: TFunction, summary: unknown, today: string): string | undefined {
  const { data } = Told.safeParse(summary)
  if (!data) return undefined
  return t('team.drag.from_to', {
    day: dayWords(dayNumber(data.day), today),
    from: wallOf(data.from),
    until: wallOf(data.until),
  })
}

function weekWords(t: TFunction, summary: unknown, today: string): string | undefined {
  const { data } = Week.safeParse(summary)
  const named = (day: string) => dayWords(dayNumber(day), today)
  return data && t('team.edits.weeks', { from: named(data.fromDay), to: named(data.toDay) })
}

function absenceWords(t: TFunction, summary: unknown, today: string): string | undefined {
  const { data } = Absence.safeParse(summary)
  const named = ({ day, time }: z.infer<typeof Moment>) => `${dayWords(dayNumber(day), today)}, ${wallOf(time)}`
  if (!data) return undefined
  const from = named(data.from)
  return data.until
    ? t('team.edits.absence', { from, until: named(data.until) })
    : t('team.edits.absence_open', { from })
}
