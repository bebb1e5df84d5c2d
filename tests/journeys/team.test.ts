import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { delegateToThirty, nextMonday, openWeek } from './large-team.ts'
import { expectAccessible, type Passerelle, startPasserelle } from './passerelle.ts'

const DESK = { viewport: { width: 1440, height: 900 } }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
const DELEGATE = 'delegue@set.demo.invalid'
const MONDAY = nextMonday()
const DAY_MINUTES = 1_440
const MONDAY_MINUTES = (Date.parse(MONDAY) / 86_400_000) * DAY_MINUTES

let passerelle: Passerelle
beforeAll(async () => {
  passerelle = await startPasserelle()
  const people = await delegateToThirty(passerelle.data)
  const page = await passerelle.signIn(DELEGATE, DESK)
  expect(await openWeek(page, people, MONDAY)).toBe(1_500)
}, 300_000)
afterAll(() => passerelle?.close())

async function openTeam(size: object = DESK): Promise<Page> {
  const page = await passerelle.signIn(DELEGATE, size)
  await page.goto(`${passerelle.url}/equipe?du=${MONDAY}&jours=5`)
  await page.locator('.team-group').first().waitFor()
  return page
}

const rowAt = (page: Page, index: number) => page.locator(`.team-row[aria-rowindex="${index + 2}"]`)

/** The group of a line that begins on a day of the week (0 is Monday) at an hour of the clock. */
function groupAt(page: Page, row: number, day: number, hour: number, minute = 0) {
  const key = MONDAY_MINUTES + day * DAY_MINUTES + hour * 60 + minute
  return rowAt(page, row).locator(`[data-key="${key}"]`)
}

/** When the shared slots of a line begin on a day, by the server. */
const startsOf = (page: Page, row: number, day: number) =>
  rowAt(page, row)
    .getAttribute('data-row')
    .then((practitionerId) =>
      page.evaluate(
        async ({ practitionerId, from, dayStart }) => {
          const { practitioners, zone } = await (await fetch(`/api/agenda/team?from=${from}&days=1`)).json()
          const clock = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
          const own = practitioners.find(({ id }: { id: string }) => id === practitionerId)
          return own.slots
            .filter(
              ({ startsAt, state }: { startsAt: string; state: string }) => state === 'shared' && startsAt >= dayStart,
            )
            .map(({ startsAt }: { startsAt: string }) => clock.format(new Date(startsAt)))
        },
        { practitionerId, from: dayOf(day), dayStart: new Date(Date.parse(dayOf(day)) - 86_400_000).toISOString() },
      ),
    ) as Promise<string[]>

const dayOf = (day: number) => new Date(Date.parse(MONDAY) + day * 86_400_000).toISOString().slice(0, 10)

const quarters = (hour: number, first = 0) =>
  [0, 15, 30, 45, 60].map((minute) => {
    const at = hour * 60 + first + minute
    return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
  })

/** A public holiday is worth a question; then the change goes on. */
async function goOn(page: Page) {
  const done = page.locator('.undo-bar')
  const asked = page.getByRole('button', { name: 'Enregistrer quand même' })
  await done.or(asked).first().waitFor()
  if (await asked.isVisible()) await asked.click()
  await done.waitFor()
}

/** Half an hour on an axis of 48 px and more an hour, whatever the window leaves it. */
const pxPerMinute = async (page: Page) =>
  Number.parseFloat(
    await page.locator('.team-content').evaluate((node) => getComputedStyle(node).getPropertyValue('--hour')),
  ) / 60

async function drag(page: Page, group: ReturnType<typeof groupAt>, by: { minutes: number; from?: 'middle' | 'end' }) {
  const box = await group.boundingBox()
  if (!box) throw new Error('not in view')
  const x = by.from === 'end' ? box.x + box.width - 3 : box.x + box.width / 2
  const y = box.y + box.height / 2
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 5, y)
  await page.mouse.move(x + by.minutes * (await pxPerMinute(page)), y, { steps: 4 })
}

describe('the team’s week', () => {
  test('draws what is in view of 1,500 slots, and has no barrier', async () => {
    const page = await openTeam()
    expect(await page.locator('.team-slot').count()).toBeLessThan(700)
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('31')
    await expectAccessible(page)
    await page.locator('.team-scroller').evaluate((node) => node.scrollTo({ top: 9_999, left: 9_999 }))
    await groupAt(page, 29, 4, 14).waitFor()
    await expectAccessible(page)
  })

  test('an opening dragged is elsewhere for the server too, and undone it is back', async () => {
    const page = await openTeam()
    await drag(page, groupAt(page, 0, 0, 9), { minutes: 30 })
    await page.locator('.team-ghost').getByText('9 h 30 à 10 h 45').waitFor()
    await page.mouse.up()
    await groupAt(page, 0, 0, 9, 30).waitFor()
    await goOn(page)
    expect(await startsOf(page, 0, 0)).toEqual([...quarters(9, 30), ...quarters(14)])
    await page.getByRole('button', { name: 'Annuler', exact: true }).click()
    await groupAt(page, 0, 0, 9).waitFor()
    await until('the places where they were', async () => (await startsOf(page, 0, 0))[0] === '09:00')
  })

  test('Escape leaves what was being dragged where it is', async () => {
    const page = await openTeam()
    await drag(page, groupAt(page, 0, 0, 9), { minutes: 60 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await page.getByText('Déplacement annulé, rien n’a changé.').waitFor({ state: 'attached' })
    expect(await groupAt(page, 0, 0, 9).count()).toBe(1)
    expect(await startsOf(page, 0, 0)).toEqual([...quarters(9), ...quarters(14)])
  })

  test('an end dragged makes room for more places', async () => {
    const page = await openTeam()
    await drag(page, groupAt(page, 1, 0, 9), { minutes: 15, from: 'end' })
    await page.mouse.up()
    await goOn(page)
    expect(await startsOf(page, 1, 0)).toEqual([...quarters(9), '10:15', ...quarters(14)])
  })

  test('the keyboard does the same: walk, move, stretch, copy, remove', async () => {
    const page = await openTeam()
    await groupAt(page, 0, 0, 9).focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await groupAt(page, 2, 0, 9).evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('Alt+ArrowRight')
    await page.keyboard.press('Alt+ArrowRight')
    expect(await groupAt(page, 2, 0, 9, 30).evaluate((node) => node === document.activeElement)).toBe(true)
    await goOn(page)
    expect(await startsOf(page, 2, 0)).toEqual([...quarters(9, 30), ...quarters(14)])
    expect(await groupAt(page, 2, 0, 9, 30).evaluate((node) => node === document.activeElement)).toBe(true)
    await page.keyboard.press('Shift+ArrowLeft')
    await until('a place less', async () => (await startsOf(page, 2, 0)).length === 9)
    await page.keyboard.press('Control+c')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Delete')
    await until('no places on Tuesday morning', async () => (await startsOf(page, 2, 1)).join() === quarters(14).join())
    await page.keyboard.press('Control+v')
    await until('the copy', async () => (await startsOf(page, 2, 1))[0] === '09:30')
  })

  test('the form does the same, and says what is in the group', async () => {
    const page = await openTeam()
    await groupAt(page, 3, 0, 14).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Début').fill('14:30')
    await dialog.getByLabel('Fin').fill('15:30')
    await dialog.getByLabel('Durée d’une place').selectOption('20')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Enregistrer' }).click()
    await goOn(page)
    expect(await startsOf(page, 3, 0)).toEqual([...quarters(9), '14:30', '14:50', '15:10'])
  })

  test('everybody reads who did what, and takes it back from there', async () => {
    const page = await openTeam()
    await groupAt(page, 4, 0, 9).focus()
    await page.keyboard.press('Alt+ArrowRight')
    await goOn(page)
    await page.getByRole('button', { name: 'Qui a fait quoi' }).click()
    const panel = page.getByRole('complementary', { name: 'Qui a fait quoi' })
    await panel.getByRole('button', { name: 'Annuler ce changement' }).first().click()
    await until('the places where they were', async () => (await startsOf(page, 4, 0))[0] === '09:00')
    await expectAccessible(page)
  })

  test('the week is copied to the next one', async () => {
    const page = await openTeam()
    await groupAt(page, 5, 0, 9).focus()
    await page.getByRole('button', { name: 'Copier la semaine' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Copier' }).click()
    await goOn(page)
    expect(await startsOf(page, 5, 7)).toEqual([...quarters(9), ...quarters(14)])
  })

  test('a booking elsewhere changes the block while it is looked at', async () => {
    const page = await openTeam()
    const group = groupAt(page, 6, 0, 9)
    expect(await group.getAttribute('aria-label')).toMatch(/5 libres$/)
    await holdFirstPlace(await passerelle.signIn('operateur@set.demo.invalid', DESK), page)
    await until('a place held', async () => /1 retenue, 4 libres/.test((await group.getAttribute('aria-label')) ?? ''))
  })

  test('one professional at a time on a phone, without a barrier', async () => {
    const page = await openTeam(PHONE)
    const picker = page.getByLabel('Professionnel', { exact: true })
    await picker.selectOption({ index: 7 })
    const chosen = await picker.inputValue()
    await until(
      'the line of that professional',
      async () => (await page.locator(`[data-row="${chosen}"]`).count()) === 1,
    )
    expect(await page.locator('.team-row').count()).toBe(1)
    await expectAccessible(page)
  })
})

/** Holds the first place of the seventh line, as an operator at another desk would. */
async function holdFirstPlace(operator: Page, page: Page) {
  const practitionerId = await rowAt(page, 6).getAttribute('data-row')
  const slotId = await page.evaluate(
    async ({ from, practitionerId }) => {
      const { practitioners } = await (await fetch(`/api/agenda/team?from=${from}&days=1`)).json()
      return practitioners.find(({ id }: { id: string }) => id === practitionerId).slots[0].id
    },
    { from: MONDAY, practitionerId },
  )
  const status = await operator.evaluate(
    async ({ slotId, at }) => {
      const send = (path: string, body: object) =>
        fetch(`/api${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...body, idempotencyKey: crypto.randomUUID() }),
        })
      const made = await send('/requests', {
        source: 'sas',
        patient: {},
        ageMonths: 400,
        residenceCommune: '42218',
        attending: { status: 'none' },
        reason: 'Otalgie',
        delay: { kind: 'at', at },
        regulation: { decided: true },
      })
      const { id: requestId } = await made.json()
      const { asOf } = await (await fetch(`/api/requests/${requestId}/offers`)).json()
      return (await send(`/slots/${slotId}/holds`, { requestId, asOf })).status
    },
    { slotId, at: new Date(Date.parse(MONDAY) + 86_400_000).toISOString() },
  )
  expect(status).toBe(201)
}
