import fastify, { type FastifyInstance } from 'fastify'
import pg from 'pg'

/** A floor's server, and where it listens. */
export interface FloorServer {
  readonly url: string
  readonly close: () => Promise<void>
}

const CONNECTIONS = 20 // as many as the product has

/**
 * What a route and a booking cost at the least over HTTP: `GET /empty` answers nothing, `POST /bookings/:slotId` locks
 * the slot's row and adds a booking. Nobody signs in; nothing is validated, written down or announced.
 */
export async function startFloorServer(config: pg.PoolConfig): Promise<FloorServer> {
  const pool = new pg.Pool({ ...config, max: CONNECTIONS })
  await pool.query(`
    create schema if not exists floor;
    create table if not exists floor.slot (id uuid primary key, start_at timestamptz not null);
    create table if not exists floor.booking (
      slot_id uuid primary key references floor.slot, patient text not null, booked_at timestamptz not null)`)
  const server = fastify({ logger: false })
  server.get('/empty', async () => '')
  addBooking(server, pool)
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  return { url, close: () => server.close().then(() => pool.end()) }
}

function addBooking(server: FastifyInstance, pool: pg.Pool): void {
  server.post<{ Params: { slotId: string }; Body: { patient: string } }>(
    '/bookings/:slotId',
    async ({ params: { slotId }, body: { patient } }, reply) => {
      const booked = await book(pool, slotId, patient)
      reply.code(booked ? 201 : 409)
      return { booked }
    },
  )
}

async function book(pool: pg.Pool, slotId: string, patient: string): Promise<boolean> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query({ name: 'lock', text: 'select id from floor.slot where id = $1 for update', values: [slotId] })
    const text = 'insert into floor.booking values ($1, $2, now()) on conflict do nothing'
    const { rowCount } = await client.query({ name: 'book', text, values: [slotId, patient] })
    await client.query('commit')
    client.release()
    return rowCount === 1
  } catch (error) {
    client.release(true)
    throw error
  }
}
