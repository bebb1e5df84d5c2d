import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startDemonstration } from './demonstration.ts'
import { openBrowser } from './operator.ts'

export interface Passerelle {
  readonly url: string
  /** Its data folder. */
  readonly data: string
  /** A page where this account of the demonstration is signed in. */
  readonly signIn: (email: string, options?: BrowserContextOptions) => Promise<Page>
  readonly close: () => Promise<void>
}

/** The demonstration on a port and in a folder of its own, and a browser to walk through it. */
export async function startPasserelle(): Promise<Passerelle> {
  const { url, data, stop } = await startDemonstration()
  const browser = await openBrowser()
  return {
    url,
    data,
    signIn: (email, options) => signIn(browser, url, email, options),
    close: async () => {
      await browser.close()
      await stop()
    },
  }
}

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
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }) // no colour halfway
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
}
