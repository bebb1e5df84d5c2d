import type { Page } from 'playwright-core'
import { OfferList } from '../../contract/matching.ts'

/** From now on this screen keeps the first list of offers it reads, as over a slow line; `goOn` lets it read again. */
export async function keepFirstList(page: Page) {
  let body: string | undefined
  await page.route('**/api/requests/*/offers*', async (route) => {
    if (body === undefined) body = await (await route.fetch()).text()
    await route.fulfill({ body, contentType: 'application/json' })
  })
  const list = () => OfferList.parse(JSON.parse(body ?? 'null'))
  return {
    goOn: () => page.unroute('**/api/requests/*/offers*'),
    /** A time that one person alone can have, and the key that chooses it. */
    singlePlace: () => {
      const people = [...new Set(list().offers.map(({ group, practitioner }) => `${group} ${practitioner.id}`))]
      const firsts = people.map((one) =>
        list().offers.find((offer) => one === `${offer.group} ${offer.practitioner.id}`),
      )
      const index = firsts.findIndex((offer) => offer?.kind === 'slots' && offer.freePlaces === 1)
      const offer = firsts[index]
      if (!offer || index > 8) throw new Error('no single place among the first nine')
      return { key: String(index + 1), slotId: offer.slotId, name: offer.practitioner.name }
    },
  }
}

/** Holds a place for the request that is open on `page`, without its screen. */
export const holdBehindTheScreen = (page: Page, slotId: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const requestId = new URL(window.location.href).searchParams.get('demande')
    const { asOf } = await (await fetch(`/api/requests/${requestId}/offers`)).json()
    const answer = await fetch(`/api/slots/${wanted}/holds`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestId, asOf }),
    })
    return answer.status
  }, slotId)
