import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { bookPlaceOf } from './booked-visit.ts'
import { expectAccessible, type Passerelle, startPasserelle } from './passerelle.ts'

const PHONE = { viewport: { width: 390, height: 844 } }
const TEN_SECONDS = 10_000

let passerelle: Passerelle
beforeAll(async () => {
  passerelle = await startPasserelle()
}, 300_000)
afterAll(() => passerelle?.close())

const atHome = async (account: string): Promise<Page> => {
  const page = await passerelle.signIn(`${account}@set.demo.invalid`, PHONE)
  await tomorrowOf(page).waitFor()
  return page
}
const tomorrowOf = (page: Page) => page.getByRole('region', { name: 'Demain' })
const placesOf = (page: Page) => tomorrowOf(page).getByRole('button', { name: /^Reprendre la place/ })
const settled = (what: string, count: () => Promise<number>, expected: number) =>
  until(what, async () => (await count()) === expected)

/** Touches are counted; what is looked at is free. */
function thumb() {
  let count = 0
  return {
    count: () => count,
    tap: async (control: Locator) => {
      count += 1
      await control.click()
    },
  }
}

const practitionerOf = (page: Page): Promise<string> =>
  page.evaluate(async () => (await (await fetch('/api/agenda')).json()).practitioner.id)

describe('opening from the phone', () => {
  test('two places for tomorrow take at most four taps and ten seconds from home, and are undone', async () => {
    const page = await atHome('pro6')
    for (let left = await placesOf(page).count(); left > 0; left--) {
      await placesOf(page).first().click()
      await settled('a place less', () => placesOf(page).count(), left - 1)
    }
    const { tap, count } = thumb()
    const begun = Date.now()
    await tap(tomorrowOf(page).getByRole('link', { name: /^Ouvrir/ }))
    const open = page.getByRole('button', { name: /^Ouvrir \d/ })
    const hours = page.getByRole('group', { name: 'Heures' }).getByRole('button')
    await hours.first().waitFor()
    const ticked = await page.getByRole('group', { name: 'Heures' }).getByRole('button', { pressed: true }).count()
    for (let missing = ticked; missing < 2; missing++)
      await tap(hours.and(page.locator('[aria-pressed=false]')).first())
    await tap(open)
    await page.getByText(/places? ouvertes? demain/).waitFor()
    await until('places that the server has', async () => (await placesOf(page).count()) >= 2)
    expect(count()).toBeLessThanOrEqual(4)
    expect(Date.now() - begun).toBeLessThan(TEN_SECONDS)
    await page.getByRole('button', { name: 'Annuler' }).click()
    await settled('nothing shared tomorrow', () => placesOf(page).count(), 0)
  })

  test('one line in French is said back while typed, opened by Enter, and undone', async () => {
    const page = await atHome('pro6')
    await page.getByRole('link', { name: 'Ouvrir', exact: true }).click()
    const line = page.getByLabel('Ce que vous ouvrez')
    await line.fill('demain à une heure')
    await page.locator('.field-error').waitFor()
    await line.fill('demain 21h 2x15')
    await page.getByText(/^Demain .*21:00, 21:15/).waitFor()
    await page.getByText('2 places seront ouvertes.').waitFor()
    await page.getByText(/ne se facture pas aux heures de garde/).waitFor()
    await expectAccessible(page)
    await line.press('Enter')
    await page.getByText('2 places ouvertes.').waitFor()
    await page.getByText(/Déjà ouvertes.*21:00/).waitFor()
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await page.getByText(/Déjà ouvertes.*21:00/).waitFor({ state: 'detached' })
  })

  test('the guided path needs no typing, keeps what was answered over a reload, and is undone', async () => {
    const page = await atHome('pro6')
    await page.getByRole('link', { name: 'Ouvertures' }).click()
    const toGuide = page.getByRole('link', { name: /^(Régler mon agenda|Ajouter une ouverture)/ })
    await toGuide.waitFor()
    const series = page.getByRole('button', { name: /^Retirer / })
    const known = await series.count()
    await toGuide.click()
    const onwards = page.getByRole('button', { name: 'Continuer' })
    const step = page.getByText(/^Étape/)
    await step.waitFor()
    const asked: string[] = []
    while ((await onwards.count()) > 0) {
      asked.push(await page.getByRole('heading', { level: 2 }).innerText())
      await expectAccessible(page)
      if (asked.length === 3) {
        await page.reload()
        await page.getByRole('heading', { name: asked[2] ?? '' }).waitFor()
        await page.getByRole('button', { name: 'Revenir' }).click()
        await page.getByRole('heading', { name: asked[1] ?? '' }).waitFor()
        await onwards.click()
      }
      const before = await step.innerText()
      await onwards.click()
      await until('the next step', async () => (await step.innerText()) !== before)
    }
    expect(asked.length).toBeLessThanOrEqual(7)
    await page.getByRole('table', { name: 'Vos deux premières semaines' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ouvrir ces places' }).click()
    await page.getByRole('heading', { name: 'Votre agenda est réglé' }).waitFor()
    await page.getByRole('link', { name: 'Voir mes ouvertures' }).click()
    await settled('one more that comes back', () => series.count(), known + 1)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Annuler ce changement' }).first().click()
    await settled('as many as before', () => series.count(), known)
  })

  test('an opening that comes back is changed for one day, and removed for all', async () => {
    const page = await atHome('pro6')
    await page.getByRole('link', { name: 'Ouvrir', exact: true }).click()
    const line = page.getByLabel('Ce que vous ouvrez')
    await line.fill('tous les jeudis 21h 2x15')
    await page.getByText(/places seront ouvertes/).waitFor()
    await line.press('Enter')
    await page.getByText(/places ouvertes\.$/).waitFor()
    await page
      .getByRole('navigation', { name: 'Mon agenda' })
      .getByRole('link', { name: /Mes ouvertures/ })
      .click()
    await page.getByRole('link', { name: /^Modifier Tous les jeudis/ }).click()
    await page.getByLabel('Durée d’une place').selectOption({ label: '20 min' })
    await page.getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByRole('radio', { name: 'Cette fois', exact: true }).waitFor()
    await page.getByRole('dialog').getByRole('status').first().waitFor()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click()
    await page.getByText('Changement enregistré.').waitFor()
    const more = page.getByText(/^Voir (\d autre|les \d+ autres)/)
    if ((await more.count()) > 0) await more.click()
    await page.getByRole('link', { name: /^jeudi .*21:00–21:40/i }).waitFor()
    await page.getByRole('button', { name: /^Retirer Tous les jeudis/ }).click()
    await page.getByRole('radio', { name: 'Toutes' }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click()
    await page.getByText('Ouverture retirée.').waitFor()
    await page.getByRole('button', { name: /^Retirer Tous les jeudis/ }).waitFor({ state: 'detached' })
  })
})

describe('being absent', () => {
  test('tomorrow is three taps from home', async () => {
    const page = await atHome('pro6')
    const { tap, count } = thumb()
    await tap(page.getByRole('link', { name: 'Absences' }))
    await tap(page.getByRole('radio', { name: 'Demain' }))
    await tap(page.getByRole('button', { name: /^Je suis absent demain/ }))
    await page.getByText('Absence notée.').waitFor()
    expect(count()).toBe(3)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await page.getByText('Aucune absence prévue.').waitFor()
  })

  test('lists who is expected before anything is done, and leaves them their place', async () => {
    const page = await atHome('pro1')
    const operator = await passerelle.signIn('operateur@set.demo.invalid')
    const { day } = await bookPlaceOf(operator, await practitionerOf(page))
    await page.getByRole('link', { name: 'Absences' }).click()
    await page.getByRole('radio', { name: 'Autres dates' }).click()
    await page.getByLabel('Du', { exact: true }).fill(day)
    const expected = page.getByRole('region', { name: /patients? (est|sont) attendus?$/ })
    await expected.waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Noter cette absence, ils gardent leur place' }).click()
    await page.getByText('Absence notée.').waitFor()
    const stays = await page.evaluate(async (wanted) => {
      const { days } = await (await fetch('/api/agenda?days=7')).json()
      const { slots } = days.find((one: { day: string }) => one.day === wanted)
      return slots.flatMap(({ visits }: { visits: { status: string }[] }) => visits).length
    }, day)
    expect(stays).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await page.getByText('Aucune absence prévue.').waitFor()
  })
})

describe('other calendars', () => {
  test('one that cannot be read is refused in words; a secret address is shown once and closed', async () => {
    const page = await atHome('pro6')
    await page.getByRole('link', { name: 'Calendriers' }).click()
    await page.getByRole('radio', { name: 'Doctolib, logiciel métier' }).click()
    await page.getByLabel('Adresse', { exact: true }).fill('https://127.0.0.1/agenda.ics')
    await page.getByRole('button', { name: 'Relier ce calendrier' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Créer une adresse secrète' }).click()
    await page.getByRole('textbox', { name: 'Adresse secrète (iCal)' }).waitFor()
    await expectAccessible(page)
    await page.reload()
    await page.getByRole('button', { name: /^Fermer l’adresse/ }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Adresse secrète (iCal)' }).count()).toBe(0)
    await page.getByRole('button', { name: /^Fermer l’adresse/ }).click()
    await page.getByRole('button', { name: /^Fermer l’adresse/ }).waitFor({ state: 'detached' })
  })
})

test('every screen of the agenda fits 320 px, with controls for a thumb', async () => {
  const page = await passerelle.signIn('pro1@set.demo.invalid', { viewport: { width: 320, height: 700 } })
  for (const screen of ['ouvrir', 'regler', 'ouvertures', 'absences', 'calendriers']) {
    await page.goto(`${passerelle.url}/jour/${screen}`)
    await page.locator('section.card').first().waitFor()
    for (const folded of await page.locator('main details > summary').all()) await folded.click()
    await expectAccessible(page)
    const small = await page
      .locator('main button:visible, main a:visible, main summary:visible, main label.chip:visible')
      .evaluateAll((controls) =>
        controls.filter((control) => control.getBoundingClientRect().height < 47.5).map((control) => control.outerHTML),
      )
    expect(small).toEqual([])
  }
})
