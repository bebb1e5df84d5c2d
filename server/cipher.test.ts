import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cipherOf } from './cipher.ts'

const cipher = cipherOf(randomBytes(32), 'k1')

describe('the cipher', () => {
  test('opens what it sealed, and never seals twice alike', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.uuid(), (text, territory, owner) => {
        const sealed = cipher.seal(territory, owner, text)
        expect(cipher.open(territory, owner, sealed)).toBe(text)
        expect(cipher.seal(territory, owner, text).equals(sealed)).toBe(false)
      }),
    )
  })

  test.each(['another territory', 'another row', 'another byte', 'another key'])('refuses %s', (what) => {
    const sealed = cipher.seal('t', 'row', 'Odette')
    if (what === 'another byte') sealed[14] = (sealed[14] ?? 0) ^ 1
    const opener = what === 'another key' ? cipherOf(randomBytes(32), 'k2') : cipher
    const [territory, owner] = [what === 'another territory' ? 'u' : 't', what === 'another row' ? 'row2' : 'row']
    expect(() => opener.open(territory, owner, sealed)).toThrow()
  })

  test('finds a phone again in its territory, and not from another', () => {
    const index = cipher.index('t', 'phone', '+33639984107')
    expect(cipher.index('t', 'phone', '+33639984107').equals(index)).toBe(true)
    expect(cipher.index('u', 'phone', '+33639984107').equals(index)).toBe(false)
    expect(cipher.index('t', 'name', '+33639984107').equals(index)).toBe(false)
  })
})
