import { SaxesParser } from 'saxes'

export const DAV = 'DAV:'
export const CALDAV = 'urn:ietf:params:xml:ns:caldav'
export const CALENDAR_SERVER = 'http://calendarserver.org/ns/'

/** The prefix by which each namespace goes in what we write. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [DAV, 'D'],
  [CALDAV, 'C'],
  [CALENDAR_SERVER, 'CS'],
])
const NAMESPACES = [...PREFIXES].map(([uri, prefix]) => ` xmlns:${prefix}="${uri}"`).join('')

/** `{DAV:}prop`: a name whatever its prefix. */
export type QName = `{${string}}${string}`
export const qname = (uri: string, local: string): QName => `{${uri}}${local}`

export interface XmlElement {
  readonly name: QName
  readonly uri: string
  readonly local: string
  /** Those without a namespace. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

type Building = Omit<XmlElement, 'children' | 'text'> & { children: XmlElement[]; text: string }

/** What was sent is not XML, or has what no calendar program sends: a document type, or more depth than any. */
export class UnreadableXml extends Error {
  override readonly name = 'UnreadableXml'
}

const DEEPEST = 32

/** Strictly, with namespaces. Entities other than XML's own five do not exist, so none can grow. */
export function readXml(body: string): XmlElement {
  const root: Building = { ...nameOf('', ''), attributes: new Map(), children: [], text: '' }
  const path = [root]
  const unreadable = (): never => {
    throw new UnreadableXml()
  }
  const parser = new SaxesParser({ xmlns: true, position: false })
  parser.on('error', unreadable)
  parser.on('doctype', unreadable)
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (path.length > DEEPEST) unreadable()
    const plain = Object.values(attributes).filter((attribute) => attribute.uri === '')
    const element: Building = {
      ...nameOf(uri, local),
      attributes: new Map(plain.map((attribute) => [attribute.local, attribute.value])),
      children: [],
      text: '',
    }
    path.at(-1)?.children.push(element)
    path.push(element)
  })
  const addText = (text: string) => {
    const element = path.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void path.pop())
  parser.write(body).close()
  return root.children[0] ?? unreadable()
}

const nameOf = (uri: string, local: string) => ({ name: qname(uri, local), uri, local })

export const childOf = ({ children }: XmlElement, name: QName): XmlElement | undefined =>
  children.find((child) => child.name === name)

export const childrenOf = ({ children }: XmlElement, name: QName): XmlElement[] =>
  children.filter((child) => child.name === name)

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as XML has it; what XML cannot hold at all is left out. */
export const xmlText = (text: string): string =>
  text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replaceAll('\r', '&#13;')

/** An element; `inside` is XML already. A name of another namespace carries it along. */
export function element(uri: string, local: string, inside = ''): string {
  const prefix = PREFIXES.get(uri)
  const name = prefix ? `${prefix}:${local}` : local
  const declared = prefix ? '' : ` xmlns="${xmlText(uri)}"`
  return inside === '' ? `<${name}${declared}/>` : `<${name}${declared}>${inside}</${name}>`
}

export const dav = (local: string, inside?: string): string => element(DAV, local, inside)
export const href = (path: string): string => dav('href', xmlText(path))

/** A whole document whose root is one of DAV's. */
export const xmlDocument = (root: string, inside: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>\n<D:${root}${NAMESPACES}>${inside}</D:${root}>\n`
