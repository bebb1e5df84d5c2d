import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
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
  validateSearch: ConsoleAddress,
  component: lazyRouteComponent(() => import('./console-page.tsx'), 'ConsolePage'),
})

const boardRoute = createRoute({
  getParentRoute: () => withBar,
  path: '/tableau',
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'BoardPage'),
})

const dayRoute = createRoute({
  getParentRoute: () => inside,
  path: '/jour',
  component: lazyRouteComponent(() => import('./day-page.tsx'), 'DayPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signInRoute,
    inside.addChildren([homeRoute, dayRoute, withBar.addChildren([consoleRoute, boardRoute])]),
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
