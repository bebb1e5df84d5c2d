import { sql } from 'kysely'
import type { Instant } from '../../domain/time/interval.ts'

/** Whether the range of instants in column `range` has `at` in it. */
export const isDuring = (range: string, at: Instant) => sql<boolean>`${sql.ref(range)} @> ${new Date(at)}::timestamptz`
