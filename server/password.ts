import { hash, verify } from '@node-rs/argon2'

/** argon2id as OWASP advises (2024): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, COST)

let nobody: Promise<string> | undefined

/** Whether `password` is the one of `passwordHash`. Takes as long when there is no such account. */
export async function isPassword(password: string, passwordHash: string | undefined): Promise<boolean> {
  nobody ??= hashPassword('nobody')
  const matches = await verify(passwordHash || (await nobody), password)
  return matches && Boolean(passwordHash)
}
