import { fail } from './failure.ts'

/** `DTSTART;TZID=Europe/Paris:20261124T090000`: names in capitals, parameters without their quotes. */
export interface Property {
  readonly name: string
  readonly parameters: ReadonlyMap<string, string>
  readonly value: string
}

/** VEVENT, VFREEBUSY or VTIMEZONE, with what busy times are made of and nothing else: no title is ever kept. */
export interface Component {
  readonly name: string
  readonly properties: Property[]
  readonly parts: Component[]
}

const KEPT_COMPONENTS = new Set(['VEVENT', 'VFREEBUSY', 'VTIMEZONE', 'STANDARD', 'DAYLIGHT'])
const KEPT_PROPERTIES = new Set([
  ...['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'RECURRENCE-ID', 'STATUS', 'TRANSP'],
  ...['FREEBUSY', 'X-MICROSOFT-CDO-BUSYSTATUS', 'TZID', 'TZOFFSETFROM', 'TZOFFSETTO', 'X-LIC-LOCATION'],
])
const MOST_COMPONENTS = 50_000
const DEEPEST = 20
/** An address or a list of days may be long; no value that we read is longer. */
const LONGEST_VALUE = 1_000_000

/** The components of a calendar file (RFC 5545). Fails on what is none, and on one that is cut short. */
export function readComponents(text: string): Component[] {
  if (text.includes('\0')) fail('unreadable')
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR\s/i.test(text.slice(0, 200))) fail('not-a-calendar')
  const components: Component[] = []
  const open: Component[] = []
  for (const line of contentLines(text)) {
    const [keyword, value] = border(line)
    if (keyword === 'BEGIN') begin(value, open, components)
    else if (keyword === 'END') end(value, open)
    else keep(line, open.at(-1))
  }
  if (open.length > 0) fail('unreadable')
  return components
}

/** The unfolded lines, without those that are empty. A line that begins with a space goes on with the one before. */
function* contentLines(text: string): Generator<string> {
  let folded: string[] = []
  for (const line of rawLines(text)) {
    if (/^[ \t]/.test(line)) {
      folded.push(line.slice(1))
      continue
    }
    if (folded.length > 0) yield folded.join('')
    folded = line === '' ? [] : [line]
  }
  if (folded.length > 0) yield folded.join('')
}

function* rawLines(text: string): Generator<string> {
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 ? text.length : feed
    yield text.slice(at, text[next - 1] === '\r' ? next - 1 : next)
    at = next + 1
  }
}

function border(line: string): ['BEGIN' | 'END' | undefined, string] {
  const found = /^(BEGIN|END):([A-Za-z0-9-]{1,60})\s*$/i.exec(line.slice(0, 80))
  return [found?.[1]?.toUpperCase() as 'BEGIN' | 'END' | undefined, found?.[2]?.toUpperCase() ?? '']
}

function begin(name: string, open: Component[], components: Component[]): void {
  if (open.length >= DEEPEST) fail('unreadable')
  const component: Component = { name, properties: [], parts: [] }
  const parent = open.at(-1)
  open.push(component)
  if (!KEPT_COMPONENTS.has(name)) return
  if (parent && KEPT_COMPONENTS.has(parent.name)) parent.parts.push(component)
  else components.push(component)
  if (components.length > MOST_COMPONENTS || (parent?.parts.length ?? 0) > 1_000) fail('too-many-events')
}

/** Some programs forget to close what is inside. */
function end(name: string, open: Component[]): void {
  const from = open.findLastIndex((component) => component.name === name)
  if (from < 0) fail('unreadable')
  open.length = from
}

function keep(line: string, component: Component | undefined): void {
  if (!component || !KEPT_COMPONENTS.has(component.name)) return
  const name = /^[A-Za-z0-9-]{1,40}(?=[;:])/.exec(line.slice(0, 41))?.[0].toUpperCase()
  if (!name || !KEPT_PROPERTIES.has(name) || line.length > LONGEST_VALUE) return
  component.properties.push(readProperty(name, line.slice(name.length)))
}

/** Whose value is times: it never holds a colon, so it begins after the last one. */
const TIMES = new Set(['DTSTART', 'DTEND', 'RECURRENCE-ID', 'RDATE', 'EXDATE', 'FREEBUSY'])

/** Parameters and value of `;TZID=(UTC+01:00) Paris:2026…`: Exchange writes zones with colons and without quotes. */
function readProperty(name: string, rest: string): Property {
  const colon = TIMES.has(name) ? rest.lastIndexOf(':') : rest.indexOf(':')
  const parameters = rest
    .slice(0, Math.max(colon, 0))
    .split(';')
    .flatMap((parameter): [string, string][] => {
      const equals = parameter.indexOf('=')
      if (equals < 0) return []
      return [[parameter.slice(0, equals).toUpperCase(), parameter.slice(equals + 1).replaceAll('"', '')]]
    })
  return { name, parameters: new Map(parameters), value: rest.slice(colon + 1).trim() }
}

export const propertyOf = ({ properties }: Component, name: string): Property | undefined =>
  properties.find((property) => property.name === name)

export const propertiesOf = ({ properties }: Component, name: string): Property[] =>
  properties.filter((property) => property.name === name)
