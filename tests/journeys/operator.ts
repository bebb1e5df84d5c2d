import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Account, Demonstration } from './demonstration.ts'

const QUIET_BROWSER = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: QUIET_BROWSER })

/** Somebody at the console, signed in, in a browser profile of their own. */
export async function atTheConsole(
  browser: Browser,
  { url }: Demonstration,
  account: Account | undefined,
): Promise<Page> {
  if (!account) throw new Error('no such account')
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' })
  const page = await context.newPage()
  await page.goto(`${url}/console`)
  await page.getByLabel('Adresse e-mail').fill(account.email)
  await page.getByLabel('Mot de passe').fill(account.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: /^File/ }).waitFor()
  await page.getByRole('button', { name: 'Nouvelle demande' }).first().waitFor()
  return page
}

/** The keyboard alone: typed text is free, everything else is counted. */
export function handsOn(page: Page) {
  let strokes = 0
  return {
    strokes: () => strokes,
    type: (text: string) => page.keyboard.type(text),
    press: async (...keys: string[]) => {
      for (const key of keys) {
        strokes += 1
        await page.keyboard.press(key)
      }
    },
    /** Chooses the first suggestion once it is there. */
    choose: async (text: string, suggestion: RegExp) => {
      await page.keyboard.type(text)
      await page.getByRole('option', { name: suggestion }).first().waitFor()
      strokes += 1
      await page.keyboard.press('Enter')
    },
  }
}

/** A number in the range kept for fiction. */
/** Of a range that no patient of the demonstration has: a caller known by chance would be another story. */
export const fictionalPhone = () => `05 36 49 ${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`

/** What is wrong for somebody who cannot see or point, in both themes. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    for (const { id, nodes } of violations)
      found.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
  return found
}
