import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { expectAccessible, type Passerelle, startPasserelle } from './passerelle.ts'

const DESK = { viewport: { width: 1440, height: 900 } }

let passerelle: Passerelle
beforeAll(async () => {
  passerelle = await startPasserelle()
}, 300_000)
afterAll(() => passerelle?.close())

async function openBoard(): Promise<Page> {
  const page = await passerelle.signIn('coordination@set.demo.invalid', DESK)
  await page.getByRole('heading', { name: /semaines, jusqu’au/ }).waitFor()
  return page
}

/** How many requests the third column says there are. */
const opened = async (page: Page) =>
  Number(/^[\d\s]+/.exec(await page.locator('.drill-down [role=status]').innerText())?.[0].replace(/\s/g, ''))

describe('the board', () => {
  test('opens as many requests as the figure says, and the address keeps what is open', async () => {
    const page = await openBoard()
    const figure = page.getByRole('button', { name: /patients pas venus/ })
    await figure.click()
    const counted = Number(/(\d+) sur/.exec(await figure.innerText())?.[1])
    await until('the requests of the figure', async () => (await opened(page)) === counted)
    expect(page.url()).toContain('indicator=noShow')
    await page.reload()
    await until('the same requests', async () => (await opened(page)) === counted)
    expect(await figure.getAttribute('aria-pressed')).toBe('true')
  })

  test('is worked by keyboard: a week, then a commune, then neither', async () => {
    const page = await openBoard()
    const bar = page.locator('.bar').nth(3)
    const total = Number(/, (\d+) \(/.exec((await bar.getAttribute('aria-label')) ?? '')?.[1])
    await bar.focus()
    await page.keyboard.press('Enter')
    await until('the requests of the week', async () => (await opened(page)) === total)
    await page.locator('.row-button').first().focus()
    await page.keyboard.press('Enter')
    await until('fewer requests', async () => (await opened(page)) < total)
    const filters = page.getByRole('button', { name: /^Retirer le filtre/ })
    for (const left of [1, 0]) {
      await filters.first().press('Enter')
      await until('a filter less', async () => (await filters.count()) === left)
    }
    await until('the whole period', async () => !/week|commune/.test(page.url()))
  })

  test('names nobody', async () => {
    const page = await openBoard()
    const answers = await page.evaluate(async () => {
      const read = async (path: string) => (await fetch(`/api/indicators${path}`)).text()
      return Promise.all([read(''), read('/requests/events?limit=500')])
    })
    for (const answer of answers) expect(JSON.parse(answer)).not.toHaveProperty('status') // no refusal
    expect(answers.join()).not.toMatch(/familyName|givenName|phone|birthDate|address/)
  })

  test('is accessible, wide and narrow', async () => {
    const page = await openBoard()
    await expectAccessible(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await expectAccessible(page)
  })
})
