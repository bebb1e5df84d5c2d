import type { Page } from 'playwright-core'
import { z } from 'zod'

const Booked = z.object({ startsAt: z.string(), day: z.string() })

/** Books a coming place of this professional for a request of the queue, without the console's screen. */
export async function bookPlaceOf(operator: Page, practitionerId: string): Promise<z.infer<typeof Booked>> {
  const booked = await operator.evaluate(async (wanted) => {
    const post = (url: string, body: object) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    const dayOf = (at: string) => new Date(at).toLocaleDateString('sv-SE', { timeZone: 'Europe/Paris' })
    const isLater = ({ startsAt }: { startsAt: string }) => dayOf(startsAt) > dayOf(new Date().toISOString())
    const isTheirs = (one: { kind: string; startsAt: string; practitioner: { id: string } }) =>
      one.practitioner.id === wanted && one.kind === 'slots' && isLater(one)
    const bookFor = async (requestId: string) => {
      const { offers = [], asOf } = await (await fetch(`/api/requests/${requestId}/offers`)).json()
      const offer = offers.find(isTheirs)
      if (!offer) return undefined
      const { id: holdId } = await (await post(`/api/slots/${offer.slotId}/holds`, { requestId, asOf })).json()
      const body = { requestId, asOf, idempotencyKey: crypto.randomUUID(), message: null }
      const { ok } = await post(`/api/holds/${holdId}/appointment`, body)
      return ok ? { startsAt: offer.startsAt, day: dayOf(offer.startsAt) } : undefined
    }
    const { requests } = await (await fetch('/api/requests?view=open')).json()
    for (const { id } of requests) {
      const one = await bookFor(id)
      if (one) return one
    }
    return undefined
  }, practitionerId)
  return Booked.parse(booked)
}
