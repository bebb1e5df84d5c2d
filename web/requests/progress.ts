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

/** Late ones first; then those that wait, in the order the server gave; then those without solution; placed ones last. */
export function inOrder(rows: readonly RequestRow[], now: number): RequestRow[] {
  const place = (row: RequestRow) => {
    if (isLate(row, now)) return 0
    if (isWaiting(row.state)) return 1
    return row.state === 'UNPLACED' ? 2 : 3
  }
  return [...rows].sort((a, b) => place(a) - place(b))
}
