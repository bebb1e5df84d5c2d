import { randomFillSync } from 'node:crypto'

const bytes = Buffer.alloc(16)

/** A UUID v7 (RFC 9562): ids made later sort later, to the millisecond. */
export function newId(): string {
  randomFillSync(bytes, 6)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | (bytes.readUInt8(6) & 0x0f)
  bytes[8] = 0x80 | (bytes.readUInt8(8) & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
