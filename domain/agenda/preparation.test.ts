import { expect, test } from 'vitest'
import { DAY, MINUTE } from '../time/interval.ts'
import { confirmation, isReadable, LINK_LASTS } from './preparation.ts'

const fresh = { expiresAt: LINK_LASTS, confirmedAt: null, withdrawnAt: null }

test('opens its places until it expires, to the millisecond', () => {
  expect(confirmation(fresh, LINK_LASTS - 1)).toBe('open')
  expect(confirmation(fresh, LINK_LASTS)).toBe('none')
  expect(isReadable(fresh, LINK_LASTS)).toBe(false)
})

test('says for ten minutes what it opened, and stays readable', () => {
  const confirmed = { ...fresh, confirmedAt: DAY }
  expect(confirmation(confirmed, DAY + 10 * MINUTE - 1)).toBe('repeat')
  expect(confirmation(confirmed, DAY + 10 * MINUTE)).toBe('none')
  expect(isReadable(confirmed, DAY + 10 * MINUTE)).toBe(true)
})

test('does nothing once it was withdrawn', () => {
  const withdrawn = { ...fresh, withdrawnAt: 1 }
  expect(confirmation(withdrawn, 2)).toBe('none')
  expect(isReadable(withdrawn, 2)).toBe(false)
})
