/** Why nobody was marked as gone although some were not found. */
export type Withheld = 'cut-short' | 'shrunk'

export interface Departures {
  readonly gone: readonly string[]
  readonly withheld: { readonly reason: Withheld; readonly count: number } | undefined
}

/** Below this share of those known before, a file is more likely incomplete than a territory deserted. */
const LEAST_SHARE_FOUND = 0.5

/**
 * Who left the directory: known before and not in the file. A file cut short proves nobody's absence, whatever is
 * confirmed; one that lost more than half of the territory needs somebody to confirm it.
 */
export function departures(
  knownBefore: number,
  notFound: readonly string[],
  { wasCutShort, isConfirmed }: { wasCutShort: boolean; isConfirmed: boolean },
): Departures {
  const count = notFound.length
  const hasShrunk = knownBefore - count < knownBefore * LEAST_SHARE_FOUND
  if (count > 0 && wasCutShort) return { gone: [], withheld: { reason: 'cut-short', count } }
  if (count > 0 && hasShrunk && !isConfirmed) return { gone: [], withheld: { reason: 'shrunk', count } }
  return { gone: notFound, withheld: undefined }
}
