import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SessionView } from '../../contract/access.ts'
import type { RequestRow, RequestView } from '../../contract/requests.ts'
import { isWaiting } from '../../domain/requests/states.ts'
import { keepDraft, throwDraftAway } from '../requests/drafts.ts'
import { useTakeRequest } from '../requests/request-queries.ts'
import { newId } from '../ui/new-id.ts'
import { announce } from '../ui/notices.tsx'
import { workBecame, workOn } from './effort.ts'

/** What is open, and the ways from one to the other. */
export function useConsole(session: SessionView) {
  const { t } = useTranslation()
  const { demande: requestId, saisie: draftId } = useSearch({ from: '/inside/bar/console' })
  const navigate = useNavigate({ from: '/console' })
  const cache = useQueryClient()
  const take = useTakeRequest()

  const show = (search: { demande?: string; saisie?: string }) => void navigate({ search, replace: true })
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

export type ConsoleState = ReturnType<typeof useConsole>
