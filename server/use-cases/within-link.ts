import type { App } from '../app.ts'
import { findWhosePreparation } from '../database/preparations.ts'
import { NO_TERRITORY, type Tx } from '../database/within.ts'
import { refuse } from '../refusal.ts'
import { digestOfToken } from '../secret-token.ts'

interface Link {
  readonly id: string
  readonly territoryId: string
  readonly practitionerId: string
}

/** Runs `work` as the professional whom the link of a prepared agenda was made for. Whatever is wrong with it, one answer. */
export async function withinLink<Result>(
  { within }: App,
  token: string,
  work: (tx: Tx, link: Link) => Promise<Result>,
): Promise<Result> {
  const link = await within(NO_TERRITORY, (tx) => findWhosePreparation(tx, digestOfToken(token)))
  if (!link) return refuse('link-not-valid')
  const { territoryId, practitionerId } = link
  return within({ territoryId, actor: 'link', actingFor: [practitionerId] }, (tx) => work(tx, link))
}
