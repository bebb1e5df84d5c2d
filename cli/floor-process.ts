import { connection, embedded } from '../server/database/address.ts'
import { startFloorServer } from '../simulation/floors/http.ts'

/** The floors' HTTP server in a process of its own, as the product's: it leaves when whoever forked it does. */
const [socketFolder = ''] = process.argv.slice(2)
const { url, close } = await startFloorServer(connection(embedded(socketFolder), 'administrator'))
process.on('SIGINT', () => undefined) // Ctrl-C reaches us too; the benchmark decides the order
process.once('disconnect', () => void close().then(() => process.exit(0)))
process.send?.(url)
