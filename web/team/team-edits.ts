import type { QueryClient } from '@tanstack/react-query'
import {
  type AgendaChange,
  type AgendaEffect,
  changeAgenda,
  previewAgendaChange,
  undoAgendaChange,
} from '../../contract/openings.ts'
import { call, ProblemError } from '../ui/http.ts'
import { changeFor, type Intent, merged } from './intents.ts'
import { groupSlots, wallClock } from './layout.ts'
import { openingsOf, type Period, teamOf } from './team.ts'

/** Somebody's wish for one professional, made while these days were shown. */
export interface Wish {
  readonly practitionerId: string
  readonly period: Period
  readonly intent: Intent
  /** With how to take it back. */
  readonly onDone: (undo: () => void) => void
}

interface Edit extends Wish {
  readonly id: number
}

/** What the preview found, put to whoever asked for the change before it is done. */
export interface Question {
  readonly practitionerId: string
  readonly effect: AgendaEffect
  readonly answer: (goOn: boolean) => void
}

export interface EditsState {
  readonly edits: readonly Edit[]
  readonly question: Question | undefined
  readonly failure: Error | undefined
}

/** The group, or what was opened, is no longer as it was when somebody took hold of it. */
export class GoneError extends Error {
  override readonly name = 'GoneError'
}

/** Steps by key come in bursts: the server hears of them once the hand rests. */
const REST = 450

const needsAnswer = ({ conflicts, warnings, affected, heldPlaces }: AgendaEffect) =>
  conflicts.length + warnings.length + affected.length + heldPlaces > 0

export type TeamEdits = ReturnType<typeof teamEdits>

/**
 * Changes of agendas, shown at once: what somebody wants is laid over what the server told until it has answered.
 * Those of one professional go out one after the other, each read from what the one before has left.
 */
export function teamEdits(cache: QueryClient) {
  const { set, ask, ...store } = editsStore()
  const inTurn = turns((failure) => set({ failure }))
  const pause = resting()
  let count = 0

  const undo = (practitionerId: string, editId: string) =>
    inTurn(practitionerId, async () => {
      await call(undoAgendaChange, { params: { editId } })
      set({ failure: undefined })
      await readAgain(cache)
    })
  const put = async (edit: Edit) => {
    const editId = await commit(ask, edit.practitionerId, await changeOf(cache, edit))
    if (editId === undefined) return
    await readAgain(cache)
    await cache.prefetchQuery(openingsOf(edit.practitionerId)) // for the next change, and for who reads what was done
    set({ failure: undefined })
    edit.onDone(() => void undo(edit.practitionerId, editId))
  }
  const send = (id: number, practitionerId: string) => {
    void inTurn(practitionerId, async () => {
      const edit = store.state().edits.find((one) => one.id === id)
      if (edit) await put(edit).finally(() => set({ edits: store.state().edits.filter((one) => one.id !== id) }))
    })
  }

  return {
    ...store,
    undo,
    /** `inSteps`: one of several strokes of a key, sent together once the hand rests. */
    wish: (wish: Wish, { inSteps = false } = {}) => {
      const delay = inSteps ? REST : 0
      const last = inSteps ? store.state().edits.find(({ id }) => pause.isFor(id)) : undefined
      const joined = last && together(last, wish)
      if (!joined) pause.end()
      count += joined ? 0 : 1
      const edit = { ...wish, intent: joined ?? wish.intent, id: count }
      set({ edits: [...store.state().edits.filter(({ id }) => id !== count), edit] })
      pause.begin(count, delay, () => send(edit.id, edit.practitionerId))
    },
    /** Sends what still waits for more strokes. */
    flush: pause.end,
  }
}

function editsStore() {
  let state: EditsState = { edits: [], question: undefined, failure: undefined }
  const listeners = new Set<() => void>()
  const set = (change: Partial<EditsState>) => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  return {
    set,
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask: (practitionerId: string, effect: AgendaEffect) =>
      new Promise<boolean>((resolve) => {
        const answer = (goOn: boolean) => {
          set({ question: undefined })
          resolve(goOn)
        }
        set({ question: { practitionerId, effect, answer } })
      }),
  }
}

/** One thing after the other for each professional, whatever becomes of the one before. */
function turns(onFailure: (failure: Error) => void) {
  const tails = new Map<string, Promise<void>>()
  return (practitionerId: string, work: () => Promise<void>) => {
    const before = tails.get(practitionerId) ?? Promise.resolve()
    const next = before.then(work).catch((failure: unknown) => onFailure(asError(failure)))
    tails.set(practitionerId, next)
    return next
  }
}

/** Holds one thing back for a while; `end` does it now. */
function resting() {
  let held: { readonly id: number; readonly timer: ReturnType<typeof setTimeout>; readonly go: () => void } | undefined
  const end = () => {
    const now = held
    held = undefined
    clearTimeout(now?.timer)
    now?.go()
  }
  return {
    end,
    isFor: (id: number) => held?.id === id,
    begin: (id: number, delay: number, go: () => void) => {
      clearTimeout(held?.timer)
      held = { id, timer: setTimeout(end, delay), go }
    },
  }
}

type Ask = (practitionerId: string, effect: AgendaEffect) => Promise<boolean>

/** Previewed, asked about when anything is concerned, then done; undefined when somebody thought better of it. */
async function commit(ask: Ask, practitionerId: string, change: AgendaChange): Promise<string | undefined> {
  for (;;) {
    const effect = await call(previewAgendaChange, { params: {}, body: { practitionerId, change } })
    if (needsAnswer(effect) && !(await ask(practitionerId, effect))) return undefined
    const affectedSeen = effect.affected.map(({ id }) => id)
    const editId = await tryChange({ practitionerId, change, affectedSeen })
    if (editId !== undefined) return editId
  }
}

const asError = (failure: unknown) => (failure instanceof Error ? failure : new Error(String(failure)))

const together = (last: Edit, wish: Wish): Intent | undefined =>
  last.practitionerId === wish.practitionerId ? merged(last.intent, wish.intent) : undefined

const readAgain = (cache: QueryClient) => cache.invalidateQueries({ queryKey: ['agenda'] })

/** The wish as the server understands it, by what is known there now. */
async function changeOf(cache: QueryClient, { practitionerId, period, intent }: Edit): Promise<AgendaChange> {
  const { openings } = await cache.fetchQuery(openingsOf(practitionerId))
  const team = await cache.fetchQuery({ ...teamOf(period), staleTime: Number.POSITIVE_INFINITY })
  const slots = team.practitioners.find(({ id }) => id === practitionerId)?.slots ?? []
  const change = changeFor(intent, groupSlots(slots, wallClock(team.zone)), openings)
  if (!change) throw new GoneError('gone')
  return change
}

interface Asked {
  readonly practitionerId: string
  readonly change: AgendaChange
  readonly affectedSeen: string[]
}

/** The id of the edit; undefined when somebody else has got a place since the preview. */
async function tryChange(body: Asked): Promise<string | undefined> {
  try {
    const { editId } = await call(changeAgenda, { params: {}, body })
    return editId
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'visits-affected') return undefined
    throw error
  }
}
