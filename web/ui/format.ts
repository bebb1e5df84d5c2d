/** An instant: ISO text, milliseconds or a date. */
export type Moment = string | number | Date

/** The space before a unit: a figure never parts from it. The house letter has no narrow one. */
const NBSP = '\u00a0'
const METROPOLE = 'Europe/Paris'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()

function parts(at: Moment, zone: string, options: Intl.DateTimeFormatOptions): Map<string, string> {
  const key = `${zone}${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat('fr-FR', { ...options, timeZone: zone })
  formats.set(key, format)
  return new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
}

const two = (count: number) => String(count).padStart(2, '0')

function hourAndMinute(at: Moment, zone: string) {
  const found = parts(at, zone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
  return { hour: Number(found.get('hour')), minute: two(Number(found.get('minute'))) }
}

/** « 17:20 », for tables and lists. */
export function clockTime(at: Moment, zone = METROPOLE): string {
  const { hour, minute } = hourAndMinute(at, zone)
  return `${hour}:${minute}`
}

/** « 14:25:30 », for the time of the server and the end of a hold. */
export function clockTimeWithSeconds(at: Moment, zone = METROPOLE): string {
  return `${clockTime(at, zone)}:${two(Math.floor(new Date(at).getTime() / 1_000) % 60)}`
}

/** « 17 h 20 », for sentences; « 17 h » on the hour. */
export function spokenTime(at: Moment, zone = METROPOLE): string {
  const { hour, minute } = hourAndMinute(at, zone)
  return minute === '00' ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${minute}`
}

/** « 3 min », « 2 h 18 », « 24 h », « 3 jours »: whole minutes, rounded down. */
export function duration(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE)
  if (minutes < 1) return `<${NBSP}1${NBSP}min`
  if (minutes < 60) return `${minutes}${NBSP}min`
  const hours = Math.floor(minutes / 60)
  if (hours >= 48) return `${Math.floor(hours / 24)}${NBSP}jours`
  return minutes % 60 === 0 ? `${hours}${NBSP}h` : `${hours}${NBSP}h${NBSP}${two(minutes % 60)}`
}

/** « 2:41 », rounded up so that 0:00 means over. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000))
  const hours = Math.floor(seconds / 3_600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** « 06 39 98 41 07 » from a French number, overseas included; any other number as it came. */
export function phoneNumber(number: string): string {
  const compact = number.replace(/[\s.()-]/g, '')
  const national = compact.replace(/^(\+|00)(33|262|508|590|594|596|687|689)(?=\d{9}$)/, '0')
  return /^0\d{9}$/.test(national) ? (national.match(/\d{2}/g) ?? []).join(NBSP) : number
}

const isoDay = (at: Moment, zone: string) => {
  const found = parts(at, zone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  return `${found.get('year')}-${found.get('month')}-${found.get('day')}`
}

const relative = new Intl.RelativeTimeFormat('fr-FR', { numeric: 'auto' })

/** « aujourd’hui », « demain », « hier », « jeudi 26 »; with its month further than six days away. */
export function dayName(at: Moment, now: Moment, zone = METROPOLE): string {
  const away = Math.round((Date.parse(isoDay(at, zone)) - Date.parse(isoDay(now, zone))) / DAY)
  if (Math.abs(away) <= 1) return relative.format(away, 'day').replace("'", '’')
  return Math.abs(away) <= 6 ? weekday(at, zone) : fullDay(at, zone)
}

/** « 14:18 » today, « hier 18:02 » otherwise. */
export function momentName(at: Moment, now: Moment, zone = METROPOLE): string {
  const day = dayName(at, now, zone)
  return day === dayName(now, now, zone) ? clockTime(at, zone) : `${day} ${clockTime(at, zone)}`
}

/** « jeudi 26 » */
export function weekday(at: Moment, zone = METROPOLE): string {
  const found = parts(at, zone, { weekday: 'long', day: 'numeric' })
  return `${found.get('weekday')} ${ordinal(found.get('day'))}`
}

/** « mardi 24 novembre » */
export function fullDay(at: Moment, zone = METROPOLE): string {
  const found = parts(at, zone, { weekday: 'long', day: 'numeric', month: 'long' })
  return `${found.get('weekday')} ${ordinal(found.get('day'))} ${found.get('month')}`
}

const ordinal = (day = '') => (Number(day) === 1 ? '1er' : String(Number(day)))

const wholeOrTenth = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })

/** « 5,2 % » from 0.052. */
export const percentage = (share: number) => `${wholeOrTenth.format(share * 100)}${NBSP}%`

/** « 1 240 », « 12,5 » */
export const decimal = (value: number) => wholeOrTenth.format(value)

/** « 8:40 » from `08:40`, as hours are read on the phone. */
export const shortTime = (time: string): string => time.replace(/^0/, '')

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
