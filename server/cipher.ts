import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Seals fields of an identity with AES-256-GCM, and makes the blind index they are found by. Each territory has keys of
 * its own, derived from the master key; the field's owner is bound in, so a sealed value cannot be moved to another row.
 */
export interface Cipher {
  readonly keyId: string
  readonly seal: (territoryId: string, owner: string, text: string) => Buffer
  /** Throws when the value was altered, moved, or sealed with another key. */
  readonly open: (territoryId: string, owner: string, sealed: Buffer) => string
  /** The same text gives the same index in a territory, and another one elsewhere. */
  readonly index: (territoryId: string, kind: 'phone' | 'name' | 'sign-in', text: string) => Buffer
}

const NONCE = 12
const TAG = 16

/** `master` is 32 bytes; `keyId` tells which master key sealed a row. */
export function cipherOf(master: Buffer, keyId: string): Cipher {
  const derived = new Map<string, Buffer>()
  const keyFor = (territoryId: string, purpose: string): Buffer => {
    const name = `${purpose}/${territoryId}`
    const known = derived.get(name) ?? Buffer.from(hkdfSync('sha256', master, 'passerelle', name, 32))
    derived.set(name, known)
    return known
  }
  return {
    keyId,
    seal: (territoryId, owner, text) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', keyFor(territoryId, 'seal'), nonce).setAAD(Buffer.from(owner))
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open: (territoryId, owner, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', keyFor(territoryId, 'seal'), sealed.subarray(0, NONCE))
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG))
      return decipher.update(sealed.subarray(NONCE, -TAG), undefined, 'utf8') + decipher.final('utf8')
    },
    index: (territoryId, kind, text) =>
      createHmac('sha256', keyFor(territoryId, `index-${kind}`))
        .update(text)
        .digest(),
  }
}
