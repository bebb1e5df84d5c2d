import '../indicators/board.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { BoardScreen } from '../indicators/board-screen.tsx'

/** The board; what of it is open is in the address. */
export function BoardPage() {
  const selection = useSearch({ from: '/inside/bar/tableau' })
  const navigate = useNavigate()
  return (
    <BoardScreen
      selection={selection}
      onSelect={(change) => void navigate({ to: '/tableau', search: { ...selection, ...change }, resetScroll: false })}
    />
  )
}
