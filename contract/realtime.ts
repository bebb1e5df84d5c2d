import { z } from 'zod'

/** What the open screens are told (server-sent events on GET /api/events): what to read again, never an identity. */
export const Announcement = z
  .object({
    topic: z.enum(['request', 'availability', 'agenda', 'indicators', 'hello']),
    subject: z.string().nullable(),
    at: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Announcement' })
export type Announcement = z.infer<typeof Announcement>
