import type { DraftView } from '../../contract/drafts.ts'
import type { RequestRow } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import type { Plank } from '../ui/planks.tsx'

type State = RequestRow['state']

const LATE = 30 * 60_000

const STEPS: Readonly<Partial<Record<State, readonly Plank[]>>> = {
  QUALIFIED: ['running', 'to-come', 'to-come', 'to-come', 'to-come'],
  REGULATED: ['done', 'to-come', 'to-come', 'to-come', 'to-come'],
  MT_CONTACT: ['done', 'running', 'to-come', 'to-come', 'to-come'],
  SEARCHING: ['done', 'running', 'to-come', 'to-come', 'to-come'],
  CANCELLED: ['done', 'running', 'to-come', 'to-come', 'to-come'],
  PROPOSED: ['done', 'done', 'done', 'running', 'to-come'],
  BOOKED: ['done', 'done', 'done', 'placed', 'to-come'],
  FULFILLED: ['done', 'done', 'done', 'done', 'placed'],
  NO_SHOW: ['done', 'done', 'done', 'done', 'held'],
  FEEDBACK_SENT: ['done', 'done', 'done', 'done', 'placed'],
}
const HELD: readonly Plank[] = ['done', 'done', 'held', 'to-come', 'to-come']

/** Decision, search, hold, booking, outcome; nothing for what ended otherwise. */
export const progressOf = (state: State, isHeld: boolean) => (isHeld && isWaiting(state) ? HELD : STEPS[state])

/** Still without a place less than 30 minutes before it must be seen. */
export const isLate = ({ state, dueAt }: Pick<RequestRow, 'state' | 'dueAt'>, now: number) =>
  isWaiting(state) && Date.parse(dueAt) - now < LATE

const FREED = 0
const TYPED_NOW = 1
const IS_LATE = 2
const WAITING = 3
const PUT_ASIDE = 4
const WITHOUT_SOLUTION = 5
const PLACED = 6

function placeOf(row: RequestRow, now: number): number {
  if (row.refill) return FREED
  if (isLate(row, now)) return IS_LATE
  if (isWaiting(row.state)) return WAITING
  return row.state === 'UNPLACED' ? WITHOUT_SOLUTION : PLACED
}

/**
 * Those for whom a place just came free; late ones; those that wait, in the order the server gave; those without
 * solution; placed ones last.
 */
export const inOrder = (rows: readonly RequestRow[], now: number): RequestRow[] =>
  [...rows].sort((a, b) => placeOf(a, now) - placeOf(b, now))

/** After so long without a key, what is being typed no longer stands before those who wait. */
const PUT_ASIDE_AFTER = 10 * 60_000

export type QueueItem =
  | { readonly row: RequestRow; readonly draft?: never }
  | { readonly draft: DraftView; readonly row?: never }

/** Rows in their order, with one's own drafts: the one that is open or was just typed in first, old ones after who waits. */
export function withDrafts(
  rows: readonly RequestRow[],
  drafts: readonly DraftView[],
  current: string | undefined,
  now: number,
): QueueItem[] {
  const isFresh = ({ id, updatedAt }: DraftView) => id === current || now - Date.parse(updatedAt) < PUT_ASIDE_AFTER
  const items = [
    ...drafts.map((draft) => ({ item: { draft }, place: isFresh(draft) ? TYPED_NOW : PUT_ASIDE })),
    ...rows.map((row) => ({ item: { row }, place: placeOf(row, now) })),
  ]
  return items.sort((a, b) => a.place - b.place).map(({ item }) => item)
}
