import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { generatedFiles } from '../cli/generated.ts'

test('what is derived from the code is what `npm run generate` gives', async () => {
  for (const [path, content] of await generatedFiles()) {
    const committed = await readFile(new URL(`../${path}`, import.meta.url), 'utf8').catch(() => 'missing')
    expect(committed === content, `${path} is out of date: run \`npm run generate\``).toBe(true)
  }
})
