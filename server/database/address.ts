import type { PoolConfig } from 'pg'

/** Where the database is: the embedded one behind its socket, or a server of yours. */
export type DatabaseAddress =
  | { readonly kind: 'embedded'; readonly socketFolder: string; readonly database: string }
  | { readonly kind: 'yours'; readonly url: string }

/** `administrator` creates roles and databases; the others are those of `roles.sql`. */
export type DatabaseRole = 'administrator' | 'owner' | 'app' | 'live' | 'worker'

/** The database of a data folder's PostgreSQL. */
export const embedded = (socketFolder: string, database = 'passerelle'): DatabaseAddress => ({
  kind: 'embedded',
  socketFolder,
  database,
})

/** How a pool connects as `role`. Your own server is entered with its URL, and then the session takes the role. */
export function connection(address: DatabaseAddress, role: DatabaseRole): PoolConfig {
  if (address.kind === 'embedded') {
    const { socketFolder, database } = address
    return { host: socketFolder, database, user: role === 'administrator' ? 'postgres' : role }
  }
  const asRole = role === 'administrator' ? {} : { options: `-c role=${role}` }
  return { connectionString: address.url, ...asRole }
}
