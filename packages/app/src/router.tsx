import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { PageError } from './pages/PageError.tsx';
import { readListSearch } from './pages/sessions/listSearch.ts';
import { SessionsPage } from './pages/sessions/SessionsPage.tsx';
import { readSessionSearch } from './state/sessionSearch.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/sessions', replace: true });
  },
});

const sessions = createRoute({
  getParentRoute: () => root,
  path: '/sessions',
  validateSearch: readListSearch,
  component: SessionsPage,
});

const session = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$id',
  validateSearch: readSessionSearch,
  // The player comes with this page: the list stays small.
  component: lazyRouteComponent(() => import('./pages/session/SessionPage.tsx'), 'SessionPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([home, sessions, session]),
  defaultErrorComponent: PageError,
  defaultPreload: 'intent',
  // Addresses are read by people: plain text, no JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(search))
      if (value !== undefined && value !== '') parameters.set(name, String(value));
    return parameters.size > 0 ? `?${parameters}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface HistoryState {
    /** The list's filters when the session was opened from it, for the way back. */
    list?: Record<string, unknown>;
  }
}
