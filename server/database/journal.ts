import type { JournalLine } from '../../domain/journal/line.ts'
import type { Db, Tx } from './within.ts'

/** Writes a line beside the change it tells: both are kept, or neither. */
export async function record(tx: Tx, line: JournalLine): Promise<void> {
  await tx
    .insertInto('journal')
    .values({
      id: line.id,
      territory_id: line.territoryId,
      at: new Date(line.at),
      actor: line.actor,
      act: line.act,
      subject: line.subject,
      request_id: line.requestId ?? null,
      details: line.details ? JSON.stringify(line.details) : null,
      as_of: line.asOf ? JSON.stringify(line.asOf) : null,
    })
    .execute()
}

/** What happened to a request, oldest first, with the name of whoever did it. */
export async function listJournal(db: Db, requestId: string) {
  return db
    .selectFrom('journal')
    .leftJoin('account', (join) =>
      join.on((eb) => eb(eb.cast<string>('account.id', 'text'), '=', eb.ref('journal.actor'))),
    )
    .select(['journal.id', 'at', 'actor', 'account.name as actor_name', 'act', 'details'])
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('journal.id')
    .execute()
}
