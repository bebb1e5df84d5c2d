import { describe, expect, test } from 'vitest'
import { can } from './roles.ts'

describe('can', () => {
  test.each([
    ['operator', 'booking:hold', true],
    ['regulator', 'request:regulate', true],
    ['operator', 'request:regulate', false],
    ['professional', 'agenda:own', true],
    ['professional', 'booking:hold', false],
    ['coordinator', 'identity:read', false],
    ['coordinator', 'request:read', false],
    ['coordinator', 'indicators:read', true],
    ['operator', 'indicators:read', false],
    ['administrator', 'identity:read', false],
  ] as const)('%s %s: %s', (role, permission, allowed) => {
    expect(can(role, permission)).toBe(allowed)
  })
})
