import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, type Passerelle, startPasserelle } from './passerelle.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 } }

let passerelle: Passerelle
beforeAll(async () => {
  passerelle = await startPasserelle()
}, 300_000)
afterAll(() => passerelle?.close())

/** From the board, for a doctor who shares nothing yet, by a template of their profession. */
async function prepare(template: RegExp): Promise<{ page: Page; link: string; name: string }> {
  const page = await passerelle.signIn('coordination@set.demo.invalid', DESK)
  await page.getByRole('link', { name: 'Préparer un agenda' }).click()
  await page.getByLabel('Nom ou commune').fill(await nameOfWaiting(page))
  await page.locator('.member').first().click()
  await page.getByRole('button', { name: template }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Créer le lien' }).click()
  const title = page.getByRole('heading', { name: /est prêt$/ })
  await title.waitFor()
  await expectAccessible(page)
  const link = await page.getByLabel('Lien', { exact: true }).inputValue()
  return { page, link, name: (await title.innerText()).replace(/^Le lien de (.*) est prêt$/, '$1') }
}

/** The demonstration has one agenda waiting: its doctor is a general practitioner. */
const nameOfWaiting = (page: Page) => page.locator('.prepared-list .strong').first().innerText()

/** Whoever follows a link has no session here. */
async function follow(page: Page, link: string): Promise<Page> {
  const browser = page.context().browser()
  if (!browser) throw new Error('No browser')
  const context = await browser.newContext({ locale: 'fr-FR', bypassCSP: true, ...PHONE })
  const phone = await context.newPage()
  await phone.goto(link)
  return phone
}

describe('an agenda prepared by the coordinator', () => {
  test('is confirmed by one link on a phone, without an account, and one opening left out', async () => {
    const { page, link, name } = await prepare(/^2 places en fin de matinée/)
    const phone = await follow(page, link)
    await phone.getByRole('heading', { name }).waitFor()
    await expectAccessible(phone)
    expect(await phone.getByRole('switch').count()).toBe(2)
    await phone.getByRole('switch').first().click()
    await phone.getByText('Laissée de côté').waitFor()
    const small = await phone
      .locator('main button:not([role=switch])')
      .evaluateAll((controls) => controls.filter((control) => control.getBoundingClientRect().height < 48).length)
    expect(small).toBe(0)
    await phone.getByRole('button', { name: 'Je confirme' }).click()
    await phone.getByRole('heading', { name: 'C’est fait' }).waitFor()
    await phone.getByText(/places sont partagées/).waitFor()
    await expectAccessible(phone)
    await phone.reload()
    await phone.getByText(/a été confirmé/).waitFor()

    await page.getByRole('button', { name: 'C’est envoyé' }).click()
    await page.reload()
    await page.locator('.prepared-list li').first().getByText('Confirmé', { exact: true }).waitFor()
    await phone.context().close()
  }, 180_000)

  test('says the same of every link that does not work', async () => {
    const { page, link } = await prepare(/^Le samedi matin/)
    await page.getByRole('button', { name: 'C’est envoyé' }).click()
    await page
      .getByRole('button', { name: /^Retirer l’agenda préparé/ })
      .first()
      .click()
    await page.locator('.prepared-list > li').first().getByText('Retiré', { exact: true }).waitFor()
    for (const address of [link, link.replace(/#.*/, `#${'x'.repeat(43)}`)]) {
      const phone = await follow(page, address)
      await phone.getByText(/Ce lien a expiré/).waitFor()
      await phone.context().close()
    }
  }, 180_000)
})
