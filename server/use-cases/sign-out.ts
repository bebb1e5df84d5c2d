import type { App } from '../app.ts'
import { endSession, type Session } from '../database/access.ts'
import { NO_TERRITORY } from '../database/within.ts'

/** Ends the session everywhere at once. */
export const signOut = ({ within }: App, { tokenHash }: Session): Promise<void> =>
  within(NO_TERRITORY, (tx) => endSession(tx, tokenHash))
