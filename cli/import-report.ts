import type { RejectedLine } from '../domain/directory/reading.ts'
import type { DirectoryTerritory } from '../server/database/directory-import.ts'
import type { Refused } from '../server/refusal.ts'
import type { ImportReport } from '../server/use-cases/import-directory.ts'
import { fill, IMPORT_TEXTS, REFUSAL_TEXTS } from './french.ts'

const { report: T, rejections, faults } = IMPORT_TEXTS
const SHOWN = 20

export interface ReportContext {
  readonly territory: DirectoryTerritory
  readonly seconds: number
  /** The first rejected lines. */
  readonly rejected: readonly RejectedLine[]
  /** Where all of them are, when it was asked. */
  readonly rejectsFile?: string | undefined
}

/** How many rejected lines a report shows. */
export const REJECTED_SHOWN = SHOWN

/** What an import did, for whoever ran it. */
export function reportLines(report: ImportReport, context: ReportContext): string[] {
  const { territory, seconds } = context
  const { tally, changes, gone, people, places } = report
  const rejected = Object.values(tally.rejected).reduce((sum, count) => sum + count, 0)
  return [
    fill(T.title, { territory: `${territory.name} (${territory.shortCode})` }),
    fill(T.lines, { lines: tally.lines, seconds: Number(seconds.toFixed(1)) }),
    ...(['kept', 'elsewhere', 'nowhere', 'adeli'] as const).map((kind) =>
      indented(fill(T[kind], { count: tally[kind] })),
    ),
    indented(fill(T.rejected, { count: rejected })),
    fill(T.people, { people, places }),
    ...(['added', 'changed', 'unchanged', 'returned'] as const).map((kind) =>
      indented(fill(T[kind], { count: changes[kind] })),
    ),
    indented(fill(T.gone, { count: gone.length })),
    ...warnings(report),
    ...stillSeen(report),
    ...rejectedLines(rejected, context),
  ]
}

function warnings({ tally, spared, hasSkills, wasCutShort, withheld }: ImportReport): string[] {
  const withheldText = withheld?.reason === 'shrunk' ? T.withheldShrunk : T.withheldCutShort
  return [
    tally.doubtfulKeys > 0 && fill(T.doubtfulKeys, { count: tally.doubtfulKeys }),
    spared > 0 && fill(T.spared, { count: spared }),
    !hasSkills && T.noSkills,
    wasCutShort && T.cutShort,
    withheld && fill(withheldText, { count: withheld.count }),
  ].filter((line) => typeof line === 'string')
}

function stillSeen({ gone }: ImportReport): string[] {
  const seen = gone.filter(({ isStillSeen }) => isStillSeen)
  if (seen.length === 0) return []
  const names = seen.slice(0, SHOWN).map(({ rpps, name }) => indented(`${rpps} ${name}`))
  return [fill(T.goneStillSeen, { count: seen.length }), ...names, ...more(seen.length)]
}

function rejectedLines(count: number, { rejected, rejectsFile }: ReportContext): string[] {
  if (count === 0) return []
  const lines = rejected.map(({ line, reason }) => {
    return indented(fill(T.rejectedLine, { line: String(line), reason: rejections[reason] }))
  })
  const whereAll = rejectsFile ? [fill(T.rejectsWritten, { file: rejectsFile })] : []
  return [T.firstRejected, ...lines, ...more(count), ...whereAll]
}

const more = (count: number) => (count > SHOWN ? [indented(fill(T.more, { count: count - SHOWN }))] : [])

const indented = (line: string) => `  ${line}`

/** One line of the file of rejects. */
export const rejectRow = ({ line, reason, rpps = '' }: RejectedLine): string =>
  `${line};${reason};${rejections[reason]};${rpps}\n`

/** Why a file was refused: the sentence, then what is at fault in it. */
export function refusalLines({ code, reasons }: Refused): string[] {
  const named = (kind: string) =>
    reasons.flatMap((reason) => (reason.startsWith(`${kind}:`) ? [indented(reason.slice(kind.length + 1))] : []))
  const [missing, unknown] = [named('missing'), named('unknown')]
  const fault = Object.entries(faults).find(([name]) => name === reasons[0])?.[1]
  return [
    REFUSAL_TEXTS[code],
    ...(fault ? [fault] : []),
    ...(missing.length > 0 ? [IMPORT_TEXTS.missingColumns, ...missing] : []),
    ...(unknown.length > 0 ? [IMPORT_TEXTS.unknownColumns, ...unknown] : []),
  ]
}
