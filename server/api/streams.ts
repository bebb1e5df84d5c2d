import type { ServerResponse } from 'node:http'

/** Where the open screens are told what changed. */
export interface Streams {
  readonly open: (
    response: ServerResponse,
    listener: {
      readonly tokenHash: string
      readonly territoryId: string
      readonly actingFor: readonly string[]
      readonly mayListen: () => Promise<boolean>
    },
  ) => void
}
