import { createHash, randomBytes } from 'node:crypto'

/** Nobody guesses it; it is in the address that its owner keeps, and only its digest here. */
export const newFeedToken = (): string => randomBytes(32).toString('base64url')

export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
