import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Demonstration, startDemonstration } from './demonstration.ts'
import { atTheConsole, barriers, fictionalPhone, handsOn, openBrowser } from './operator.ts'
import { holdBehindTheScreen, keepFirstList } from './stale-list.ts'

let demonstration: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()])
})
afterEach(async () => {
  for (const context of browser.contexts()) await context.close()
})
afterAll(async () => {
  await browser?.close()
  await demonstration?.stop()
})

const operator = (index = 0) => atTheConsole(browser, demonstration, demonstration.operators[index])
const holdButton = (page: Page) => page.getByRole('button', { name: /^Retenir/ })

interface Said {
  readonly phone?: string
  readonly reason: string
}

/** From `N` to the ranked offers, by keyboard. */
async function describeRequest(page: Page, { phone = fictionalPhone(), reason }: Said) {
  const hands = handsOn(page)
  await hands.press('n')
  await page.getByLabel('Téléphone de l’appelant').waitFor()
  await hands.type(phone)
  await hands.press('Tab', 'Tab')
  await hands.type('Odette')
  await hands.press('Tab')
  await hands.type('Vialard')
  await hands.press('Tab')
  await hands.type('71')
  await hands.press('Tab')
  await hands.type('F')
  await hands.press('Tab')
  await hands.type(reason)
  await hands.press('Tab')
  await hands.choose('42000', /Saint-Étienne/)
  await hands.press('Tab')
  await hands.choose('auc', /Aucun médecin traitant/)
  await hands.press('Tab', 'Tab')
  await hands.type('Dr Roux')
  await hands.press('Control+Enter')
  await holdButton(page).waitFor()
  return hands
}

describe('the operator console', () => {
  test('goes from empty to booked by keyboard, within 25 keystrokes besides the text, and shows it live', async () => {
    const reason = `Otalgie ${Date.now()}`
    const [one, other] = [await operator(0), await operator(1)]
    const hands = await describeRequest(one, { reason })
    await other.getByText(reason).waitFor()

    await hands.press('Enter')
    await one.getByText(/Retenue pour vous jusqu’à/).waitFor()
    const row = other.locator('.queue-row', { hasText: reason })
    await row.getByText('Retenue').waitFor()

    await hands.press('Control+Enter')
    await one
      .getByText(/Réservé, enregistré à|en attente de sa réponse/)
      .first()
      .waitFor()
    await row.getByText(/Réservée|Proposée/).waitFor()
    expect(hands.strokes()).toBeLessThanOrEqual(25)
  })

  test('knows a caller again: the open request first, then who it was for', async () => {
    const page = await operator()
    const phone = fictionalPhone()
    await describeRequest(page, { phone, reason: 'Toux fébrile' })
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: 'Nouvelle demande' }).waitFor()
    await page.keyboard.type(phone)
    await page.getByText(/Une demande est déjà ouverte pour ce numéro/).waitFor()
    await page.getByRole('button', { name: 'Il en faut une autre' }).click()
    await page.getByText(/Ce numéro a appelé le .* pour Odette Vialard, 71\sans/).waitFor()
    await page.keyboard.press('F8')
    await expect.poll(() => page.getByLabel(/^Nom/).inputValue()).toBe('Vialard')
    await expect.poll(() => page.getByLabel('Commune').inputValue()).toBe('Saint-Étienne')
  })

  test('loses no key typed right after N, on a slow computer, over a reload and in a draft taken up again', async () => {
    const page = await operator()
    const slow = await page.context().newCDPSession(page)
    await slow.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    const phone = page.getByLabel('Téléphone de l’appelant')
    await Promise.all(['n', ...'06 39 98 41 07'].map((key) => page.keyboard.press(key)))
    await expect.poll(() => phone.inputValue()).toBe('06 39 98 41 07')
    await page.reload()
    await phone.waitFor()
    await page.keyboard.type(' 1')
    await expect.poll(() => phone.inputValue()).toBe('06 39 98 41 07 1')
    await page.getByText('brouillon gardé').waitFor()
    await page.keyboard.type(' 2')
    await page.keyboard.press('Escape')
    await page.locator('.queue-row', { hasText: '(en saisie)' }).first().click()
    await page.keyboard.type(' 3')
    await expect.poll(() => phone.inputValue()).toBe('06 39 98 41 07 1 2 3')
  })

  test('keeps every keystroke over a reload', async () => {
    const page = await operator()
    await page.keyboard.press('n')
    await page.getByLabel('Téléphone de l’appelant').waitFor()
    await page.keyboard.type('06 39 98 12 34')
    await page.getByLabel('Motif').fill('Plaie de la main')
    await page.getByText('brouillon gardé').waitFor()
    await page.reload()
    await expect.poll(() => page.getByLabel('Motif').inputValue()).toBe('Plaie de la main')
    expect(await page.getByLabel('Téléphone de l’appelant').inputValue()).toBe('06 39 98 12 34')
    await page.locator('[aria-current=true]', { hasText: 'Plaie de la main (en saisie)' }).waitFor()
  })

  test('binds what is missing to its field and puts the focus there', async () => {
    const page = await operator()
    await page.keyboard.press('n')
    await page.getByLabel('Téléphone de l’appelant').waitFor()
    await page.keyboard.type('06 39')
    await page.keyboard.press('Control+Enter')
    await page.getByText(/Numéro incomplet/).waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('tel')
    expect(await barriers(page)).toEqual([])
  })

  test('says that a place was just taken, and has the next one ready', async () => {
    const [one, other] = [await operator(0), await operator(1)]
    await describeRequest(one, { reason: 'Cystite' })
    const stale = await keepFirstList(other)
    await describeRequest(other, { reason: 'Lumbago' })
    const { key, slotId, name } = stale.singlePlace()
    await other.keyboard.press(key)
    await expect.poll(() => other.locator('.offer-chosen').textContent()).toContain(name)
    expect(await holdBehindTheScreen(one, slotId)).toBe(201)
    await stale.goOn()
    await other.keyboard.press('Enter')
    await other.getByText(/Prise à l’instant/).waitFor()
    await expect.poll(() => other.evaluate(() => document.activeElement?.textContent)).toMatch(/^Retenir/)
  })

  test('has no barrier from the quiet room to the booking, in light and dark', async () => {
    const page = await operator()
    expect(await barriers(page), 'quiet').toEqual([])
    await page.keyboard.press('n')
    await page.getByRole('heading', { name: /offres? possibles?/ }).waitFor()
    expect(await barriers(page), 'form').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Un appelant revient/ }).waitFor()
    await describeRequest(page, { reason: 'Vertiges' })
    expect(await barriers(page), 'offers').toEqual([])
    await page.keyboard.press('x')
    await page.getByText(/professionnels? écartés?/).waitFor()
    expect(await barriers(page), 'left out').toEqual([])
    await page.keyboard.press('Escape')
    await holdButton(page).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/Retenue pour vous jusqu’à/).waitFor()
    expect(await barriers(page), 'held').toEqual([])
    await page.keyboard.press('Control+Enter')
    await page
      .getByText(/Réservé, enregistré à|en attente de sa réponse/)
      .first()
      .waitFor()
    expect(await barriers(page), 'booked').toEqual([])
  })
})
