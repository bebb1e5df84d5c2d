import { createHash, randomBytes } from 'node:crypto'

/** Nobody guesses it: 32 random bytes, for a cookie or an address that only its owner keeps. */
export const newSecretToken = (): string => randomBytes(32).toString('base64url')

/** What a token is known by: the database never has the token itself. */
export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
