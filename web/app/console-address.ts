import { z } from 'zod'

const Id = z.uuid().optional().catch(undefined)

/** What is open on the console, in its address, so that a reload comes back to it: a request, or a draft. */
export const ConsoleAddress = z.object({ demande: Id, saisie: Id })
