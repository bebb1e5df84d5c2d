import type { Range, Result } from './rounds.ts'

/** Three significant digits, thousands apart. */
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString()
const span = ({ median, low, high }: Range): string => `${short(median)} (${short(low)}–${short(high)})`
const ms = (value: number | undefined): string => (value === undefined ? '—' : short(value))

/** What each does in a second, and what it costs. */
const FIGURES = ['work', 'who', 'per second (min–max)', 'p50 ms', 'server CPU ms', 'PostgreSQL CPU ms']
const figureRows = (results: readonly Result[]): string[][] =>
  results.flatMap(({ trial, figures }) =>
    figures.map((one) => [trial, one.who, span(one.perSecond), ms(one.p50Ms), ms(one.serverMs), ms(one.databaseMs)]),
  )

/** Where each aim stands. */
const RATIOS = ['work', 'ratio', 'median (min–max)', 'aim', 'stands']
const ratioRows = (results: readonly Result[]): string[][] =>
  results.flatMap(({ trial, ratios, repeated }) =>
    ratios.map(({ title, ratio, aim, isMet, isSteady }) => {
      const stands = [isMet ? 'met' : 'missed', repeated && 'run again', !isSteady && 'unsteady'].filter(Boolean)
      return [trial, title, span(ratio), aim, stands.join(', ')]
    }),
  )

function aligned(head: readonly string[], rows: readonly string[][]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')
  return [head, widths.map((width) => '─'.repeat(width)), ...rows].map((cells) => line(cells).trimEnd()).join('\n')
}

const markdown = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const forTerminal = (results: readonly Result[]): string =>
  `${aligned(FIGURES, figureRows(results))}\n\n${aligned(RATIOS, ratioRows(results))}`

export const forDocument = (results: readonly Result[]): string =>
  `${markdown(RATIOS, ratioRows(results))}\n\n${markdown(FIGURES, figureRows(results))}\n`
