import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { expectAccessible, type Passerelle, startPasserelle } from './passerelle.ts'

const PHONE = { viewport: { width: 390, height: 844 } }
const SMALL = { viewport: { width: 320, height: 700 } }

let passerelle: Passerelle
beforeAll(async () => {
  passerelle = await startPasserelle()
}, 300_000)
afterAll(() => passerelle?.close())

const tomorrowOf = (page: Page) => page.getByRole('region', { name: 'Demain' })
const withdrawals = (page: Page) => tomorrowOf(page).getByRole('button', { name: /^Reprendre la place/ })
const settled = (what: string, count: () => Promise<number>, expected: number) =>
  until(what, async () => (await count()) === expected)

describe('a professional’s day', () => {
  test('shares the usual places of tomorrow in two taps, and takes them back', async () => {
    const page = await passerelle.signIn('pro6@set.demo.invalid', PHONE)
    await tomorrowOf(page).waitFor()
    const shared = await withdrawals(page).count()
    for (let left = shared; left > 0; left--) {
      await withdrawals(page).first().click()
      await settled('a place less', () => withdrawals(page).count(), left - 1)
    }
    await tomorrowOf(page)
      .getByRole('link', { name: /^Ouvrir/ })
      .click()
    if ((await page.getByRole('button', { name: 'Cochez au moins une heure' }).count()) > 0)
      await page.getByRole('button', { name: '12:00' }).click()
    await page.getByRole('button', { name: /^Ouvrir \d/ }).click()
    await page.getByText(/places? ouvertes? demain/).waitFor()
    await until('places that the server has', async () => (await withdrawals(page).count()) > 0)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await settled('nothing shared tomorrow', () => withdrawals(page).count(), 0)
  })

  test('says what became of a visit in one tap, and takes it back', async () => {
    const page = await passerelle.signIn('pro1@set.demo.invalid', PHONE)
    await tomorrowOf(page).waitFor()
    const questions = page.getByRole('heading', { name: /est-elle|est-il/ })
    const asked = await questions.count()
    if (asked === 0) return // nobody came in these seven days
    await page
      .getByRole('button', { name: /^(Venue?|Présence.*oui)$/ })
      .first()
      .click()
    await settled('a question less', () => questions.count(), asked - 1)
    await page.getByText(/^Noté/).waitFor()
    await page.getByRole('button', { name: 'Annuler' }).click()
    await settled('the question again', () => questions.count(), asked)
  })

  test('tells the share as places, without a mark', async () => {
    const page = await passerelle.signIn('pro1@set.demo.invalid', PHONE)
    await page.getByRole('link', { name: /Ma part/ }).click()
    await page.getByText('Décliner n’est jamais une faute').waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/%/)
  })

  test('keeps whose agenda it is, for a delegate, from screen to screen', async () => {
    const page = await passerelle.signIn('delegue@set.demo.invalid', PHONE)
    const whose = page.getByLabel('Agenda de')
    await whose.selectOption({ index: 1 })
    const chosen = await whose.inputValue()
    await page.getByRole('link', { name: /Ma part/ }).click()
    await page.getByText('Décliner n’est jamais une faute').waitFor()
    expect(await whose.inputValue()).toBe(chosen)
  })

  test.each([
    ['390', PHONE],
    ['320', SMALL],
  ])('is accessible on every screen at %s px, and nothing scrolls sideways', async (_, size) => {
    const page = await passerelle.signIn('pro1@set.demo.invalid', size)
    for (const tab of [/Aujourd’hui/, /Ouvrir$/, /Demandes/, /Ma part/]) {
      await page.getByRole('navigation').getByRole('link', { name: tab }).click()
      await page.locator('section.card').first().waitFor()
      await expectAccessible(page)
      const small = await page
        .locator('main button:visible, nav a:visible')
        .evaluateAll((controls) =>
          controls.filter((control) => control.getBoundingClientRect().height < 48).map((control) => control.outerHTML),
        )
      expect(small).toEqual([])
    }
  })
})
