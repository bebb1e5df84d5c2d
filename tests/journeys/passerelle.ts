import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { freePort } from '../instance.ts'
import { until } from '../until.ts'

const bootstrap = fileURLToPath(new URL('../../cli/bootstrap.mjs', import.meta.url))

/** A machine may install and build before it serves. */
const LONGEST_START = 240_000

export interface Passerelle {
  readonly url: string
  /** A page where this account of the demonstration is signed in. */
  readonly signIn: (email: string, options?: BrowserContextOptions) => Promise<Page>
  readonly close: () => Promise<void>
}

/** The demonstration on a port and in a folder of its own, and a browser to walk through it. */
export async function startPasserelle(): Promise<Passerelle> {
  const data = await mkdtemp(join(tmpdir(), 'journey-'))
  const env = {
    ...process.env,
    PASSERELLE_DATA: data,
    PORT: String(await freePort()),
    DATABASE_URL: '',
    NODE_OPTIONS: '',
  }
  const server = spawn(process.execPath, [bootstrap, 'demo'], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(server, 'close')
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ready = () => /^Passerelle ready on (\S+)$/m.exec(said)?.[1]
  const gone = ended.then(() => Promise.reject(new Error(said)))
  gone.catch(() => undefined)
  const url = await Promise.race([until('the demonstration', ready, LONGEST_START), gone])
  const browser = await openBrowser()
  return {
    url,
    signIn: (email, options) => signIn(browser, url, email, options),
    close: async () => {
      await browser.close()
      if (server.pid) process.kill(-server.pid, 'SIGTERM')
      await ended
      await rm(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', ...QUIET],
  })

async function signIn(
  browser: Browser,
  url: string,
  email: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'fr-FR', bypassCSP: true, ...options })
  const page = await context.newPage()
  await page.goto(`${url}/connexion`)
  await page.getByLabel('Adresse e-mail').fill(email)
  await page.getByLabel('Mot de passe', { exact: true }).fill('passerelle-demo')
  await page.getByRole('button', { name: 'Se connecter' }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/connexion'))
  return page
}

/** No violation that axe can find, in both themes, and nothing wider than the window. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
}
