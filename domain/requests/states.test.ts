import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ROLES } from '../access/roles.ts'
import { CLOSING_STATE, CLOSINGS, isWaiting, mayMove, maySearch, movesFrom, STATES } from './states.ts'

describe('the moves of a request', () => {
  test.each([
    ['QUALIFIED', 'REGULATED', 'regulator', true],
    ['QUALIFIED', 'REGULATED', 'operator', false],
    ['REGULATED', 'SEARCHING', 'operator', true],
    ['SEARCHING', 'BOOKED', 'operator', true],
    ['SEARCHING', 'BOOKED', 'professional', false],
    ['BOOKED', 'FULFILLED', 'professional', true],
    ['BOOKED', 'SEARCHING', 'operator', false],
    ['CANCELLED', 'SEARCHING', 'operator', true],
    ['CLOSED', 'SEARCHING', 'regulator', false],
    ['REORIENTED_AMU', 'REGULATED', 'regulator', true],
    ['BOOKED', 'CANCELLED', 'coordinator', false],
  ] as const)('%s to %s by %s: %s', (from, to, role, allowed) => {
    expect(mayMove(from, to, role)).toBe(allowed)
  })

  test('never leave a request as it is, nor let a coordinator touch it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STATES), fc.constantFrom(...ROLES), (state, role) => {
        const moves = movesFrom(state, role)
        expect(moves).not.toContain(state)
        expect(new Set(moves).size).toBe(moves.length)
        if (role === 'coordinator' || role === 'administrator') expect(moves).toEqual([])
      }),
    )
  })

  test('let every waiting request be closed by the operator, for each reason', () => {
    for (const state of STATES.filter((each) => isWaiting(each) && each !== 'DRAFT'))
      for (const closing of CLOSINGS) expect(mayMove(state, CLOSING_STATE[closing], 'operator')).toBe(true)
  })
})

describe('maySearch', () => {
  test.each([
    ['QUALIFIED', 'sas', ['professional'], false],
    ['QUALIFIED', 'sas', ['sas'], true],
    ['QUALIFIED', 'professional', ['professional'], true],
    ['REGULATED', 'sas', [], true],
  ] as const)('%s from %s: %s', (state, source, direct, allowed) => {
    expect(maySearch(state, source, direct)).toBe(allowed)
  })
})
