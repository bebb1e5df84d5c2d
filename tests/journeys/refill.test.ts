import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Demonstration, startDemonstration } from './demonstration.ts'
import { atTheConsole, barriers, openBrowser } from './operator.ts'

let demonstration: Demonstration
let browser: Browser

beforeAll(async () => {
  ;[demonstration, browser] = await Promise.all([startDemonstration(), openBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await demonstration?.stop()
})

/** As the screen would ask, without its clicks. */
async function ask(page: Page, method: 'GET' | 'POST', path: string, data?: object) {
  const headers = { origin: demonstration.url }
  const answer = await page.request.fetch(`${demonstration.url}/api${path}`, {
    method,
    headers,
    ...(data && { data }),
  })
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
  return answer.status() === 204 ? undefined : answer.json()
}

const newRequest = (page: Page, reason: string) =>
  ask(page, 'POST', '/requests', {
    ...{ idempotencyKey: randomUUID(), source: 'telesecretariat', patient: {}, ageMonths: 480, reason },
    ...{ residenceCommune: '42218', attending: { status: 'none' }, delay: { kind: '48h' } },
  })

/** Takes the request's best ordinary place, and gives it back by a call of its patient. */
async function bookAndCancel(page: Page, requestId: string) {
  const { asOf, offers } = await ask(page, 'GET', `/requests/${requestId}/offers`)
  const slot = offers.find(({ kind }: { kind: string }) => kind === 'slots')
  const hold = await ask(page, 'POST', `/slots/${slot.slotId}/holds`, { requestId, asOf })
  const wish = { requestId, asOf, idempotencyKey: randomUUID() }
  const { id } = await ask(page, 'POST', `/holds/${hold.id}/appointment`, wish)
  await ask(page, 'POST', `/appointments/${id}/cancellation`, { by: 'patient', reason: 'Va mieux' })
  return slot
}

test('a cancelled place comes to the top of the queue, opens on its offer, and is passed on by one key', async () => {
  const [one, other] = demonstration.operators
  const [busy, page] = [
    await atTheConsole(browser, demonstration, one),
    await atTheConsole(browser, demonstration, other),
  ]
  await newRequest(busy, 'Otite depuis hier')
  const { id } = await newRequest(busy, 'Otalgie')
  const slot = await bookAndCancel(busy, id)

  const freed = page.locator('.queue-row').first()
  await freed.getByText(`Place libérée\u202f: ${slot.practitioner.name}`).waitFor({ timeout: 60_000 })
  await page.getByText(/^Place libérée, .+, pour/).waitFor({ state: 'attached' })
  await freed.click()
  const offer = page.locator('.offer-chosen')
  await offer.getByText('vient de se libérer').waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '')
  await expect.poll(focused).toMatch(/^Retenir/)
  expect(await barriers(page)).toEqual([])

  const opened = (await page.locator('.queue-row[aria-current=true] .queue-reason').textContent()) ?? ''
  await page.keyboard.press('t')
  await offer.getByText('vient de se libérer').waitFor({ state: 'hidden' })
  const left = page.locator('.queue-row', { hasText: opened, has: page.getByText(slot.practitioner.name) })
  await expect.poll(() => left.count()).toBe(0)
})
