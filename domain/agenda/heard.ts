import type { Kind } from '../availability/picture.ts'

/** A day as it was said; what was not said is undefined. */
export interface HeardDay {
  readonly text: string
  readonly fromToday?: number
  readonly weekday?: number
  readonly date?: number
  readonly month?: number
  readonly year?: number
  /** `jeudi prochain`, `jeudi en huit`; `le jeudi` may be one of them or all of them. */
  readonly which?: 'next' | 'week-after' | 'habit'
}

export interface HeardAgain {
  readonly unit: 'day' | 'week' | 'month'
  readonly every: number
  readonly weekdays: readonly number[]
  readonly nth: number | null
}

export type PartOfDay = 'matin' | 'aprem' | 'soir'

/** What was said, word by word, before anybody asks what it means. */
export interface Heard {
  days: HeardDay[]
  again: HeardAgain | null
  first: HeardDay | null
  last: HeardDay | null
  times: number | null
  part: PartOfDay | null
  /** `11:40` */
  starts: string[]
  /** Hours said as from one to another. */
  spans: { from: string; until: string }[]
  count: number | null
  /** `2x15`: so many in a row, each time. */
  inARow: boolean
  minutes: number | null
  kind: Kind
  /** What was said twice, and not the same. */
  trouble: 'which-day' | 'which-hours' | 'how-many' | 'how-long' | 'once-or-again' | null
}

const NUMBERS = ['zero', 'un', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze']
const MONTHS = [
  ...['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout'],
  ...['septembre', 'octobre', 'novembre', 'decembre'],
]
const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const NUMBER = `\\d{1,2}|une|${NUMBERS.slice(1).join('|')}`
const WEEKDAY = '(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|(?:lun|mar|mer|jeu|ven|sam|dim)\\b\\.?'
const MONTH = `${MONTHS.join('|')}|janv|fevr|sept|oct|nov|dec`
const TIME = '\\d{1,2}(?:h\\d\\d|h|:\\d\\d)'
const DATED = `(\\d{1,2}|1er)(?:/(\\d{1,2})(?:/(\\d{4}|\\d\\d))?| (${MONTH})(?: (\\d{4}))?)`
const LIST = `(?:${WEEKDAY})(?:(?:,| et|, et)(?: les?)? (?:${WEEKDAY}))*`
const UNIT = 'creneaux?|places?|patients?|rdv|rendez-vous|consultations?|consults?'
const DATE = `${DATED}?`
/** Not the number of something else. */
const ALONE = `(?!\\d| ?(?:x|h|:|\\*|-|min|mn|fois|en sus|${UNIT}))`

const numberOf = (text: string): number =>
  /^\d/.test(text) ? Number.parseInt(text, 10) : NUMBERS.indexOf(text === 'une' ? 'un' : text)
const weekdayOf = (text: string): number => DAYS.findIndex((day) => day.startsWith(text.slice(0, 3))) + 1
const weekdaysIn = (text: string): number[] =>
  [...new Set(text.match(new RegExp(WEEKDAY, 'g'))?.map(weekdayOf) ?? [])].sort()
const timeOf = (text: string): string => {
  const [hour = '', minute = ''] = text.split(/[h:]/)
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

function dateOf(text: string): HeardDay {
  const [, day = '', number, years, name, year = years] = new RegExp(`^${DATE}$`).exec(text) ?? []
  const month = name === undefined ? number : MONTHS.findIndex((each) => each.startsWith(name.slice(0, 4))) + 1
  return {
    text,
    date: Number.parseInt(day, 10),
    ...(month === undefined ? {} : { month: Number(month) }),
    ...(year === undefined ? {} : { year: Number(year.length === 2 ? `20${year}` : year) }),
  }
}

const weekly = (heard: Heard, weekdays: readonly number[], every = 1): void => {
  again(heard, { unit: 'week', every, weekdays, nth: null })
}

/** `une semaine sur deux` and `lundi` go together, in either order; two repetitions do not. */
function again(heard: Heard, said: HeardAgain): void {
  if (heard.again) heard.trouble = 'which-day'
  heard.again = said
}

function counted(heard: Heard, count: number): void {
  if (heard.count !== null && heard.count !== count) heard.trouble = 'how-many'
  heard.count = count
}

function lasting(heard: Heard, minutes: number): void {
  if (heard.minutes !== null && heard.minutes !== minutes) heard.trouble = 'how-long'
  heard.minutes = minutes
}

const PARTS = { matin: 'matin', matinee: 'matin', aprem: 'aprem', soir: 'soir', soiree: 'soir' } as const

function inPart(heard: Heard, text: string): void {
  const part = PARTS[text as keyof typeof PARTS]
  if (heard.part !== null && heard.part !== part) heard.trouble = 'which-hours'
  heard.part = part
}

type Groups = readonly string[]
/** Words, and what they add to what was heard. The first of the list that fits is taken. */
type Phrase = readonly [words: string, hear: (heard: Heard, groups: Groups) => void]

const PART = '(matinee|matin|aprem|soiree|soir)'
const ORDINAL = `(premier|1er|deuxieme|second|troisieme|quatrieme|cinquieme|dernier|[2-5](?:e|eme))`
const ORDINALS = ['dernier', 'premier', 'deuxieme', 'troisieme', 'quatrieme', 'cinquieme']

function ordinalOf(text: string): number {
  if (text === 'dernier') return -1
  if (text === 'second') return 2
  return /^\d/.test(text) ? Number.parseInt(text, 10) : ORDINALS.indexOf(text)
}

const AGAIN: readonly Phrase[] = [
  [
    `un (${WEEKDAY}) sur (${NUMBER})`,
    (heard, [day = '', every = '']) => weekly(heard, [weekdayOf(day)], numberOf(every)),
  ],
  [
    `(?:une semaine sur|toutes les) (${NUMBER})(?: semaines)?,?(?: les?)? (${LIST})`,
    (heard, [every = '', days = '']) => weekly(heard, weekdaysIn(days), numberOf(every)),
  ],
  ['(?:tous les jours ouvres|tous les jours du lundi au vendredi)', (heard) => weekly(heard, [1, 2, 3, 4, 5])],
  ['(?:tous les jours|chaque jour)', (heard) => again(heard, { unit: 'day', every: 1, weekdays: [], nth: null })],
  [
    `(?:le |les |chaque )?${ORDINAL} (${WEEKDAY}) (?:du|de chaque|de tous les) mois`,
    (heard, [nth = '', day = '']) =>
      again(heard, { unit: 'month', every: 1, weekdays: [weekdayOf(day)], nth: ordinalOf(nth) }),
  ],
  [`(?:tous les|chaque|les) (${LIST})`, (heard, [days = '']) => weekly(heard, weekdaysIn(days))],
  [
    `du (${WEEKDAY}) au (${WEEKDAY})`,
    (heard) => {
      heard.trouble = 'once-or-again'
    },
  ],
  [
    `jusqu'au (${DATE})`,
    (heard, [text = '']) => {
      heard.last = dateOf(text)
    },
  ],
  [
    `(?:a partir du|des le) (${DATE})`,
    (heard, [text = '']) => {
      heard.first = dateOf(text)
    },
  ],
  [
    `(${NUMBER}|\\d{3}) fois`,
    (heard, [times = '']) => {
      heard.times = numberOf(times)
    },
  ],
]

const DAY: readonly Phrase[] = [
  ["(aujourd'hui|auj)", (heard, [text = '']) => heard.days.push({ text, fromToday: 0 })],
  ['apres-demain', (heard) => heard.days.push({ text: 'apres-demain', fromToday: 2 })],
  ['demain', (heard) => heard.days.push({ text: 'demain', fromToday: 1 })],
  [
    `cet? ${PART}`,
    (heard, [part = '']) => {
      heard.days.push({ text: part, fromToday: 0 })
      inPart(heard, part)
    },
  ],
  [
    `(?:le )?(${WEEKDAY}) (${DATE})${ALONE}`,
    (heard, [day = '', text = '']) => heard.days.push({ ...dateOf(text), weekday: weekdayOf(day) }),
  ],
  [`(?:le )?(${DATED})`, (heard, [text = '']) => heard.days.push(dateOf(text))],
  [`le (${DATE})${ALONE}`, (heard, [text = '']) => heard.days.push(dateOf(text))],
  [
    `(${WEEKDAY}) en huit`,
    (heard, [text = '']) => heard.days.push({ text, weekday: weekdayOf(text), which: 'week-after' }),
  ],
  [`(${WEEKDAY}) prochain`, (heard, [text = '']) => heard.days.push({ text, weekday: weekdayOf(text), which: 'next' })],
  [`le (${WEEKDAY})`, (heard, [text = '']) => heard.days.push({ text, weekday: weekdayOf(text), which: 'habit' })],
  [`(${WEEKDAY})`, (heard, [text = '']) => heard.days.push({ text, weekday: weekdayOf(text) })],
]

const spanned = (heard: Heard, from: string, until: string): void => {
  heard.spans.push({ from: timeOf(from), until: timeOf(until) })
}

const HOURS: readonly Phrase[] = [
  [`entre (${TIME}) et (${TIME})`, (heard, [from = '', until = '']) => spanned(heard, from, until)],
  [`(?:de )?(${TIME}) ?(?:-|a|jusqu'a) ?(${TIME})`, (heard, [from = '', until = '']) => spanned(heard, from, until)],
  [`(\\d{1,2}) ?- ?(${TIME})`, (heard, [from = '', until = '']) => spanned(heard, from, until)],
  [`(${TIME}) ?(?:-|a) ?(\\d{1,2})${ALONE}`, (heard, [from = '', until = '']) => spanned(heard, from, until)],
  [`a (\\d{1,2})${ALONE}`, (heard, [hour = '']) => heard.starts.push(timeOf(hour))],
  [`(${TIME})`, (heard, [time = '']) => heard.starts.push(timeOf(time))],
  [`(?:en |dans la |dans l'|le |l')?${PART}`, (heard, [part = '']) => inPart(heard, part)],
]

const MINUTES = ' ?(?:minutes?|min|mn)'
const PLACES: readonly Phrase[] = [
  [
    `(${NUMBER})(?: ?[x*] ?| de )(\\d{1,3})(?:${MINUTES})?`,
    (heard, [count = '', minutes = '']) => {
      counted(heard, numberOf(count))
      lasting(heard, Number(minutes))
      heard.inARow = true
    },
  ],
  [
    `(?:une )?plage(?: (?:de |pour )?(${NUMBER}) (?:${UNIT}))?`,
    (heard, [count]) => {
      heard.kind = 'range'
      if (count) counted(heard, numberOf(count))
    },
  ],
  [
    `(?:(${NUMBER}) (?:(?:${UNIT}) )?)?en sus`,
    (heard, [count]) => {
      heard.kind = 'en-sus'
      if (count) counted(heard, numberOf(count))
    },
  ],
  [`(${NUMBER}) (?:${UNIT})`, (heard, [count = '']) => counted(heard, numberOf(count))],
  ['(?:une )?demi-heure', (heard) => lasting(heard, 30)],
  ["un quart d'heure", (heard) => lasting(heard, 15)],
  ['une heure', (heard) => lasting(heard, 60)],
  [`(?:toutes les )?(\\d{1,3})${MINUTES}`, (heard, [minutes = '']) => lasting(heard, Number(minutes))],
  ["(?:et|a|de|d'|des|du|pour|,|;|ouvre(?:[ -]moi)?|ouvrir|j'ouvre|creneaux?|places?|chacune?)", () => undefined],
  ["(?:vers|stp|svp|s'il (?:te|vous) plait|merci)", () => undefined],
]

const PHRASES = [...AGAIN, ...DAY, ...HOURS, ...PLACES].map(
  ([words, hear]) =>
    [new RegExp(`^(?:${words})${/[;,']/.test(words.at(-1) ?? '') ? '' : '(?![a-z0-9])'}`), hear] as const,
)

/** Hears what it knows from the beginning on; `rest` is what it does not know, empty when all was heard. */
export function hear(text: string): { readonly heard: Heard; readonly rest: string } {
  const heard = silence()
  let rest = plain(text)
  while (rest !== '') {
    const phrase = PHRASES.find(([words]) => words.test(rest))
    if (!phrase) break
    const [all = '', ...groups] = phrase[0].exec(rest) ?? []
    phrase[1](heard, groups)
    rest = rest.slice(all.length).trimStart()
  }
  return { heard, rest }
}

const silence = (): Heard => ({
  days: [],
  again: null,
  first: null,
  last: null,
  times: null,
  part: null,
  starts: [],
  spans: [],
  count: null,
  inARow: false,
  minutes: null,
  kind: 'slots',
  trouble: null,
})

/** Without accents, capitals and the ways to write an hour. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\u00d7/g, 'x')
    .replace(/\s+/g, ' ')
    .replace(/([a-z])\.(?= |$)/g, '$1')
    .replace(/apres[ -]?midi|apres[ -]?m\b|aprem\b/g, 'aprem')
    .replace(/apres demain/g, 'apres-demain')
    .replace(/\bmidi\b/g, '12h')
    .replace(/\bminuit\b/g, '0h')
    .replace(/(\d) ?(?:heures?|hrs?)\b/g, '$1h')
    .replace(/(\d) h ?(\d\d)?\b/g, '$1h$2')
    .trim()
