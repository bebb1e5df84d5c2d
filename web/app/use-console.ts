import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { RequestRow, RequestView } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { beginDraft, keepDraft, throwDraftAway } from '../requests/drafts.ts'
import { oneRequest, useTakeRequest } from '../requests/request-queries.ts'
import { newId } from '../ui/new-id.ts'
import { announce } from '../ui/notices.tsx'
import { workBecame, workOn } from './effort.ts'

interface Open {
  readonly demande?: string | undefined
  readonly saisie?: string | undefined
}

/**
 * What is open, and how to open something else. The address follows a moment later, but the screen is drawn before the
 * next key is answered: an operator types as soon as `N` is pressed.
 */
function useOpen() {
  const { demande, saisie } = useSearch({ from: '/inside/bar/console' })
  const navigate = useNavigate({ from: '/console' })
  const address = `${demande ?? ''} ${saisie ?? ''}`
  const [ahead, setAhead] = useState<{ readonly of: string; readonly open: Open }>()
  if (ahead && ahead.of !== address) setAhead(undefined)
  const show = (open: Open) => {
    flushSync(() => setAhead({ of: address, open }))
    void navigate({ search: open, replace: true })
  }
  return { open: ahead?.of === address ? ahead.open : { demande, saisie }, show }
}

/** What is open, and the ways from one to the other. */
export function useConsole(session: SessionView) {
  const { t } = useTranslation()
  const { open, show } = useOpen()
  const { demande: requestId, saisie: draftId } = open
  const cache = useQueryClient()
  const take = useTakeRequest()

  const showRequest = (id: string) => {
    workOn(id)
    show({ demande: id })
  }
  const takeUp = ({ id, state, takenBy }: Pick<RequestRow, 'id' | 'state' | 'takenBy'>) => {
    if (takenBy && takenBy.id !== session.accountId) announce(t('console.said_watch', { name: takenBy.name }))
    if (takenBy || !isWaiting(state)) return
    take.mutate({ requestId: id, body: { release: false, note: null } })
    announce(t('console.said_taken'))
  }
  return {
    requestId,
    draftId: requestId ? undefined : draftId,
    close: () => show({}),
    showRequest,
    open: (row: RequestRow) => {
      knowFreed(cache, row)
      showRequest(row.id)
      takeUp(row)
    },
    openDraft: (id: string) => {
      workOn(id)
      show({ saisie: id })
    },
    startDraft: () => {
      const id = newId()
      workOn(id, 1)
      beginDraft(id)
      if (session.grant.role === 'regulator') keepDraft(cache, id, { regulatedBy: session.name })
      show({ saisie: id })
      announce(t('console.said_new'))
    },
    dropDraft: () => {
      if (draftId) void throwDraftAway(cache, draftId)
      show({})
      announce(t('console.dropped'))
    },
    created: (request: RequestView) => {
      if (draftId) workBecame(draftId, request.id)
      showRequest(request.id)
      takeUp(request)
    },
  }
}

/** What was read of the request before may not know of the place that came free: its offer is the first that is opened. */
function knowFreed(cache: QueryClient, { id, refill }: RequestRow) {
  const { queryKey } = oneRequest(id)
  cache.setQueryData(queryKey, (known) => known && { ...known, refill })
  void cache.invalidateQueries({ queryKey })
}

export type ConsoleState = ReturnType<typeof useConsole>
