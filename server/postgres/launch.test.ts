import { describe, expect, test } from 'vitest'
import { explain } from './launch.ts'

describe('what PostgreSQL says when it cannot start', () => {
  test.each([
    ['PANIC:  could not write to file "pg_wal/xlogtemp.30": No space left on device', 'disk-full'],
    ['FATAL:  could not extend file "base/1/2691": wrote only 4096 of 8192 bytes at block 10', 'disk-full'],
    ['initdb: error: could not create directory "x": Disk quota exceeded', 'disk-full'],
    ['FATAL:  could not map anonymous shared memory', 'postgres-will-not-start'],
  ])('%s is told as %s', async (said, code) => {
    expect(await explain('/', said, 'PostgreSQL did not start')).toMatchObject({ code })
  })

  test('is quoted by its own reason', async () => {
    const said = 'LOG:  starting\nFATAL:  could not map anonymous shared memory\nLOG:  shut down'
    const { message } = await explain('/', said, 'PostgreSQL did not start')
    expect(message).toBe('PostgreSQL did not start: could not map anonymous shared memory')
  })
})
