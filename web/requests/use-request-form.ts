import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestView } from '../../contract/requests.ts'
import { ProblemError } from '../ui/http.ts'
import { serverNow } from '../ui/server-clock.ts'
import { forgetDraft, settleDraft, useDraft } from './drafts.ts'
import { focusFirst, refusedFields } from './form-error.ts'
import { useCreateRequest } from './request-queries.ts'
import { bodyOf, type FormField, faultsOf, type Typed } from './typed.ts'

interface Wanted {
  readonly draftId: string
  readonly zone: string
  readonly onCreated: (request: RequestView) => void
}

/** The form's state: what is typed, what is wrong with it, and how it is sent. */
export function useRequestForm({ draftId, zone, onCreated }: Wanted) {
  const cache = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft(draftId)
  const create = useCreateRequest()
  const [isChecked, setIsChecked] = useState(false)
  const [despite, setDespite] = useState(false)
  const { typed } = draft
  const errors = useErrors(isChecked ? faultsOf(typed, serverNow(), zone) : [], create.error)

  const type = (change: Partial<Typed>) => {
    if (create.isError) create.reset()
    draft.type(change)
  }
  const send = async (options: { despiteOpenRequest?: boolean; andThen?: (request: RequestView) => void } = {}) => {
    if (create.isPending) return
    setIsChecked(true)
    const faults = faultsOf(typed, serverNow(), zone)
    if (faults.length > 0) return focusFirst(form.current, faults)
    await settleDraft(draftId)
    const despiteOpenRequest = options.despiteOpenRequest ?? despite
    const body = bodyOf(typed, { draftId, despiteOpenRequest, now: serverNow(), zone })
    create.mutate(body, {
      onSuccess: (request) => {
        forgetDraft(cache, draftId)
        const andThen = options.andThen ?? onCreated
        andThen(request)
      },
      onError: (error) => {
        draft.type({}) // the server may have dropped nothing: what is typed stays kept
        focusFirst(form.current, Object.keys(refusedFields(error)) as FormField[])
      },
    })
  }
  return { ...draft, type, form, errors, send, create, despite, setDespite, isComplete: isComplete(typed, zone) }
}

const isComplete = (typed: Typed, zone: string) => faultsOf(typed, serverNow(), zone).length === 0

function useErrors(faults: readonly FormField[], error: Error | null): Partial<Record<FormField, string>> {
  const { t } = useTranslation()
  const missing = Object.fromEntries(faults.map((field) => [field, t(`requests.fault.${field}`)]))
  return { ...missing, ...refusedFields(error) }
}

/** The server knows another open request for this caller. */
export const isOpenElsewhere = (error: Error | null) =>
  error instanceof ProblemError && error.code === 'open-request-exists'
