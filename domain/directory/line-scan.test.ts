import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { characterLength, fieldEnd, fieldStart, LONGEST_FIELD, newScan, scanLine } from './line-scan.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

describe('a scanned line', () => {
  test('has the fields that splitting gives', () => {
    const field = fc
      .string({ unit: 'binary', maxLength: 20 })
      .map((text) => text.replace(/[|\uFFFD\p{Cc}\p{Cs}]/gu, ''))
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 12 }), (fields) => {
        const bytes = bytesOf(fields.join('|'))
        const scan = newScan(20)
        expect(scanLine(scan, bytes, 0, bytes.length)).toBeUndefined()
        expect(scan.separators).toBe(fields.length - 1)
        const read = fields.map((_, index) =>
          strict.decode(bytes.slice(fieldStart(scan, index), fieldEnd(scan, index))),
        )
        expect(read).toEqual(fields)
      }),
    )
  })

  test('is refused exactly when it is not UTF-8, or holds what no name holds', () => {
    const high = fc.integer({ min: 0x80, max: 0xff })
    const anyBytes = fc.array(fc.oneof(high, fc.integer({ min: 0x20, max: 0x7f })), { maxLength: 8 })
    fc.assert(
      fc.property(anyBytes, (list) => {
        const bytes = Uint8Array.from(list)
        const isText = isUtf8(bytes) && !strict.decode(bytes).includes('\uFFFD')
        expect(scanLine(newScan(4), bytes, 0, bytes.length) === undefined).toBe(isText)
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['a letter', 'é', 2],
    ['a letter beyond the first plane', '𠮷', 4],
    ['the replacement character', '\uFFFD', 0],
    ['NUL', '\0', 0],
    ['a tab', '\t', 1],
  ])('takes %s or not', (_case, text, length) => {
    expect(characterLength(bytesOf(text), 0, bytesOf(text).length)).toBe(length)
  })

  test('is refused when a field is longer than any official one', () => {
    const [fits, tooLong] = ['x'.repeat(LONGEST_FIELD), 'x'.repeat(LONGEST_FIELD + 1)].map(bytesOf)
    expect(fits && scanLine(newScan(1), fits, 0, fits.length)).toBeUndefined()
    expect(tooLong && scanLine(newScan(1), tooLong, 0, tooLong.length)).toBe('field-too-long')
  })
})
