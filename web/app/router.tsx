import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router'
import { z } from 'zod'
import type { SessionView } from '../../contract/access.ts'
import { CommuneCode } from '../../contract/endpoint.ts'
import { IndicatorName } from '../../contract/indicators.ts'
import { can, type Permission } from '../../domain/access/roles.ts'
import { currentSession, HOMES } from '../access/session.ts'
import { ConsoleAddress } from './console-address.ts'
import { queryClient } from './query-client.ts'
import { NotFoundScreen, RootScreen, ScreenProblem, ScreenWaiting } from './root-screen.tsx'
import { Shell } from './shell.tsx'
import { SignInPage } from './sign-in-page.tsx'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootScreen,
  notFoundComponent: NotFoundScreen,
})

/** Where to go once signed in: an address of ours, never another site. */
const Wanted = z.object({
  suite: z
    .string()
    .regex(/^\/(?![/\\])/)
    .optional()
    .catch(undefined),
})

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/connexion',
  validateSearch: Wanted,
  component: SignInPage,
})

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(currentSession)
    if (!session) throw redirect({ to: '/connexion', search: { suite: location.href } })
    return { session }
  },
})

/** Whoever has no use for a screen is taken to their own. */
const forThoseWho =
  (permission: Permission) =>
  ({ context: { session } }: { context: { session: SessionView } }) => {
    const { role } = session.grant
    if (!can(role, permission)) throw redirect({ to: HOMES[role], replace: true })
  }

const homeRoute = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: HOMES[context.session.grant.role], replace: true })
  },
})

const withBar = createRoute({ getParentRoute: () => inside, id: 'bar', component: Shell })

const consoleRoute = createRoute({
  getParentRoute: () => withBar,
  path: '/console',
  beforeLoad: forThoseWho('request:read'),
  validateSearch: ConsoleAddress,
  component: lazyRouteComponent(() => import('./console-page.tsx'), 'ConsolePage'),
})

/** A finding that can be sent to somebody: which figure, of which week and commune. */
const Finding = z.object({
  indicator: IndicatorName.optional().catch(undefined),
  week: z
    .string()
    .regex(/^\d{4}-W\d\d$/)
    .optional()
    .catch(undefined),
  commune: CommuneCode.optional().catch(undefined),
  source: z.string().max(20).optional().catch(undefined),
})

const boardRoute = createRoute({
  getParentRoute: () => withBar,
  path: '/tableau',
  beforeLoad: forThoseWho('indicators:read'),
  validateSearch: Finding,
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
})

/** Which days of the team are shown, how many, and whose where there is room for one. */
const OfTeam = z.object({
  du: z.iso.date().optional().catch(undefined),
  jours: z.literal([1, 3, 5, 7]).optional().catch(undefined),
  pour: z.uuid().optional().catch(undefined),
})

const teamRoute = createRoute({
  getParentRoute: () => withBar,
  path: '/equipe',
  beforeLoad: forThoseWho('agenda:own'),
  validateSearch: OfTeam,
  component: lazyRouteComponent(() => import('./team-page.tsx'), 'TeamPage'),
})

const preparationRoute = createRoute({
  getParentRoute: () => withBar,
  path: '/preparation',
  beforeLoad: forThoseWho('agenda:prepare'),
  component: lazyRouteComponent(() => import('./preparation-page.tsx'), 'PreparationPage'),
})

/** By a link, without an account. */
const confirmRoute = createRoute({
  getParentRoute: () => root,
  path: '/agenda-prepare',
  component: lazyRouteComponent(() => import('./confirm-page.tsx'), 'ConfirmPage'),
})

/** Whose agenda a delegate has open: it stays in the address from screen to screen. */
const Whose = z.object({ pour: z.uuid().optional().catch(undefined) })

const dayRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jour',
  beforeLoad: forThoseWho('agenda:own'),
  validateSearch: Whose,
  search: { middlewares: [retainSearchParams(['pour'])] },
  component: lazyRouteComponent(() => import('./day-page.tsx'), 'DayPage'),
})

const dayScreen = <Path extends string>(path: Path, name: 'TodayPage' | 'RequestsPage' | 'SharePage') =>
  createRoute({
    getParentRoute: () => dayRoute,
    path,
    component: lazyRouteComponent(() => import('./day-screens.tsx'), name),
  })

/** Which day to open, or on which day that is over a visit was. */
const OfDay = z.object({ jour: z.iso.date().optional().catch(undefined) })

const openRoute = createRoute({
  getParentRoute: () => dayRoute,
  path: '/ouvrir',
  validateSearch: OfDay,
  component: lazyRouteComponent(() => import('./day-screens.tsx'), 'OpenPage'),
})

const visitRoute = createRoute({
  getParentRoute: () => dayRoute,
  path: '/visite/$appointmentId',
  validateSearch: OfDay,
  component: lazyRouteComponent(() => import('./day-screens.tsx'), 'VisitPage'),
})

const agendaScreen = <Path extends string>(
  path: Path,
  name: 'OpeningsPage' | 'OpeningPage' | 'AbsencesPage' | 'CalendarsPage' | 'GuidePage',
) =>
  createRoute({
    getParentRoute: () => dayRoute,
    path,
    component: lazyRouteComponent(() => import('./agenda-screens.tsx'), name),
  })

const dayRoutes = dayRoute.addChildren([
  dayScreen('/', 'TodayPage'),
  openRoute,
  dayScreen('/demandes', 'RequestsPage'),
  dayScreen('/part', 'SharePage'),
  visitRoute,
  agendaScreen('/regler', 'GuidePage'),
  agendaScreen('/ouvertures', 'OpeningsPage'),
  agendaScreen('/ouvertures/$openingId', 'OpeningPage'),
  agendaScreen('/absences', 'AbsencesPage'),
  agendaScreen('/calendriers', 'CalendarsPage'),
])

export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    confirmRoute,
    inside.addChildren([
      homeRoute,
      dayRoutes,
      withBar.addChildren([consoleRoute, boardRoute, teamRoute, preparationRoute]),
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultErrorComponent: ScreenProblem,
  defaultPendingComponent: ScreenWaiting,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
