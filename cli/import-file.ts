import { closeSync, openSync, writeSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { RejectedLine } from '../domain/directory/reading.ts'
import { Trouble } from '../server/trouble.ts'
import { fill, IMPORT_TEXTS } from './french.ts'
import { rejectRow } from './import-report.ts'

const { files } = IMPORT_TEXTS
const PIECE_BYTES = 1 << 20
const ROWS_AT_ONCE = 1_000

/** Opens a file to import; a trouble says what it is when it cannot be read. */
export async function openImport(file: string): Promise<{ handle: FileHandle; bytes: number }> {
  try {
    const handle = await open(file)
    const found = await handle.stat()
    if (!found.isDirectory()) return { handle, bytes: found.size }
    await handle.close()
  } catch (error) {
    const code = codeOf(error)
    throw unreadable(fill(code === 'ENOENT' ? files.missing : files.forbidden, { file, code }))
  }
  throw unreadable(fill(files.folder, { file }))
}

/** The bytes of a file, always in the same megabyte: whoever reads them copies what is to be kept. */
export async function* piecesOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  for (;;) {
    const { bytesRead } = await handle.read(piece, 0, PIECE_BYTES)
    if (bytesRead === 0) return
    yield piece.subarray(0, bytesRead)
  }
}

/** Writes rejected lines as they come, in UTF-8 with the mark that spreadsheets ask for. */
export function openRejects(file: string): { add: (line: RejectedLine) => void; close: () => void } {
  const descriptor = openForWriting(file)
  let rows = [`\uFEFF${IMPORT_TEXTS.rejectsHeader}\n`]
  const flush = () => {
    writeSync(descriptor, rows.join(''))
    rows = []
  }
  return {
    add: (line) => {
      rows.push(rejectRow(line))
      if (rows.length >= ROWS_AT_ONCE) flush()
    },
    close: () => {
      flush()
      closeSync(descriptor)
    },
  }
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'w')
  } catch (error) {
    throw unreadable(fill(files.rejects, { file, code: codeOf(error) }))
  }
}

const unreadable = (sentence: string) => new Trouble('file-unreadable', sentence)

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error))
