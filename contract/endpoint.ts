import { z } from 'zod'

/** One HTTP operation, written once: the server routes it, the web and the CLI call it, OpenAPI documents it. */
export interface Endpoint<
  Params extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
  Query extends z.ZodType = z.ZodType,
> {
  readonly id: string
  readonly summary: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly params: Params
  readonly query?: Query
  readonly body?: Body
  readonly status: 200 | 201 | 204
  readonly reply: Reply
}

export const endpoint = <P extends z.ZodType, B extends z.ZodType, R extends z.ZodType, Q extends z.ZodType>(
  e: Endpoint<P, B, R, Q>,
) => e

/** How every "no" travels: RFC 9457, with the sentence that people read. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'urn:passerelle:problem: and a code' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' })
export type Problem = z.infer<typeof Problem>
