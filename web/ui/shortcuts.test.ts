import { describe, expect, test } from 'vitest'
import { keysOf } from './shortcuts.ts'

const nothing = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('what was pressed', () => {
  test.each([
    ['a letter is a capital', { key: 'j' }, 'J'],
    ['a character typed with shift is itself', { key: '?', shiftKey: true }, '?'],
    ['control and command are one', { key: 'Enter', metaKey: true }, 'Ctrl+Enter'],
    ['a named key keeps its name', { key: 'F8' }, 'F8'],
    ['a named key keeps its shift', { key: 'F6', shiftKey: true }, 'Shift+F6'],
    ['a digit needs no shift on a French keyboard', { key: 'é', code: 'Digit2' }, '2'],
    ['a character typed with the third level is itself', { key: '|', altKey: true }, '|'],
  ])('%s', (_case, pressed, keys) => {
    expect(keysOf({ ...nothing, ...pressed })).toBe(keys)
  })
})
