import { describe, expect, test } from 'vitest'
import { explain } from './launch.ts'

describe('what PostgreSQL says when it cannot start', () => {
  test.each([
    ['PANIC:  could not write to file "pg_wal/xlogtemp.30": No space left on device', 'disk-full'],
    ['initdb: error: could not create directory "x": Disk quota exceeded', 'disk-full'],
    ['FATAL:  could not map anonymous shared memory', 'postgres-will-not-start'],
  ])('%s is told as %s', (said, code) => {
    expect(explain('/data', said, 'PostgreSQL did not start')).toMatchObject({ code })
  })

  test('is quoted by its own reason', () => {
    const said = 'LOG:  starting\nFATAL:  could not map anonymous shared memory\nLOG:  shut down'
    expect(explain('/data', said, 'PostgreSQL did not start').message).toBe(
      'PostgreSQL did not start: could not map anonymous shared memory',
    )
  })
})
