import { describe, expect, test } from 'vitest'
import type { DraftView } from '../../contract/drafts.ts'
import type { RequestRow } from '../../contract/requests.ts'
import { inOrder, withDrafts } from './progress.ts'

const NOW = Date.parse('2026-11-24T13:22:07Z')
const MINUTE = 60_000
const at = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString()

const refill = { id: 'f', slotId: 's', startsAt: at(60), practitioner: 'Dr Essai', proposedAt: at(0) }
const row = (id: string, more: Partial<RequestRow> = {}) =>
  ({ id, state: 'SEARCHING', dueAt: at(600), refill: null, ...more }) as RequestRow
const draft = (id: string, typedAt: number): DraftView => ({ id, content: {}, updatedAt: at(typedAt) })

const ROWS = [
  row('placed', { state: 'BOOKED' }),
  row('unplaced', { state: 'UNPLACED' }),
  row('waits'),
  row('late', { dueAt: at(20) }),
  row('freed', { refill }),
  row('waits-too'),
]
const ids = (drafts: readonly DraftView[], current?: string) =>
  withDrafts(inOrder(ROWS, NOW), drafts, current, NOW).map((item) => item.draft?.id ?? item.row?.id)

describe('the queue', () => {
  test('begins with whom a place came free for, then the late ones, and ends with the placed ones', () => {
    const order = ['freed', 'late', 'waits', 'waits-too', 'unplaced', 'placed']
    expect(inOrder(ROWS, NOW).map(({ id }) => id)).toEqual(order)
    expect(ids([])).toEqual(order)
  })

  test('has what was just typed above those who wait, and what was put aside below', () => {
    expect(ids([draft('now', -1), draft('old', -11)])).toEqual([
      'freed',
      'now',
      'late',
      'waits',
      'waits-too',
      'old',
      'unplaced',
      'placed',
    ])
  })

  test('has an old draft above again once it is open', () => {
    expect(ids([draft('old', -300)], 'old').slice(0, 3)).toEqual(['freed', 'old', 'late'])
  })
})
