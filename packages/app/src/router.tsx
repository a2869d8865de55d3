import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { AccountGate } from './pages/account/AccountGate.tsx';
import { readClipsSearch } from './pages/clips/clipsSearch.ts';
import { readMapSearch } from './pages/map/mapSearch.ts';
import { NotFoundPage } from './pages/NotFoundPage.tsx';
import { PageError } from './pages/PageError.tsx';
import { readListSearch } from './pages/sessions/listSearch.ts';
import { SessionsPage } from './pages/sessions/SessionsPage.tsx';
import { readSupportSearch } from './pages/support/supportSearch.ts';
import { searchText } from './searchText.ts';
import { readIssueSearch, readRangeSearch } from './state/issueSearch.ts';
import { readSessionSearch } from './state/sessionSearch.ts';

const root = createRootRoute({ component: AccountGate, notFoundComponent: NotFoundPage });

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

const sessionSupport = createRoute({
  getParentRoute: () => root,
  path: '/sessions/$id/support',
  component: lazyRouteComponent(() => import('./pages/support/SessionSupportPage.tsx'), 'SessionSupportPage'),
});

const support = createRoute({
  getParentRoute: () => root,
  path: '/support',
  validateSearch: readSupportSearch,
  component: lazyRouteComponent(() => import('./pages/support/SupportPage.tsx'), 'SupportPage'),
});

const map = createRoute({
  getParentRoute: () => root,
  path: '/map',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('./pages/map/MapPage.tsx'), 'MapPage'),
});

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  component: lazyRouteComponent(() => import('./pages/incidents/IncidentsPage.tsx'), 'IncidentsPage'),
});

const clips = createRoute({
  getParentRoute: () => root,
  path: '/clips',
  validateSearch: readClipsSearch,
  component: lazyRouteComponent(() => import('./pages/clips/ClipsPage.tsx'), 'ClipsPage'),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  component: lazyRouteComponent(() => import('./pages/alerts/AlertsPage.tsx'), 'AlertsPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: lazyRouteComponent(() => import('./pages/account/SetupPage.tsx'), 'SetupPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/account/InvitationPage.tsx'), 'InvitationPage'),
});

const share = createRoute({
  getParentRoute: () => root,
  path: '/share',
  validateSearch: readSessionSearch,
  component: lazyRouteComponent(() => import('./pages/share/SharePage.tsx'), 'SharePage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
});

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/account', replace: true });
  },
});

const accountSettings = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyRouteComponent(() => import('./pages/settings/AccountPage.tsx'), 'AccountPage'),
});

const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/settings/PeoplePage.tsx'), 'PeoplePage'),
});

const projects = createRoute({
  getParentRoute: () => settings,
  path: '/projects',
  component: lazyRouteComponent(() => import('./pages/settings/ProjectsPage.tsx'), 'ProjectsPage'),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  component: lazyRouteComponent(() => import('./pages/settings/KeysPage.tsx'), 'KeysPage'),
});

const integrations = createRoute({
  getParentRoute: () => settings,
  path: '/integrations',
  component: lazyRouteComponent(() => import('./pages/settings/IntegrationsPage.tsx'), 'IntegrationsPage'),
});

const auditLog = createRoute({
  getParentRoute: () => settings,
  path: '/audit-log',
  validateSearch: (search): { target?: string } =>
    typeof search.target === 'string' ? { target: search.target } : {},
  component: lazyRouteComponent(() => import('./pages/settings/AuditLogPage.tsx'), 'AuditLogPage'),
});

const issues = createRoute({
  getParentRoute: () => root,
  path: '/issues',
  validateSearch: readIssueSearch,
  component: lazyRouteComponent(() => import('./pages/issues/IssuesPage.tsx'), 'IssuesPage'),
});

const issue = createRoute({
  getParentRoute: () => root,
  path: '/issues/$fingerprint',
  validateSearch: readRangeSearch,
  component: lazyRouteComponent(() => import('./pages/issue/IssuePage.tsx'), 'IssuePage'),
});

const releases = createRoute({
  getParentRoute: () => root,
  path: '/releases',
  validateSearch: readRangeSearch,
  component: lazyRouteComponent(() => import('./pages/releases/ReleasesPage.tsx'), 'ReleasesPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    sessions,
    session,
    sessionSupport,
    support,
    map,
    incidents,
    clips,
    alerts,
    issues,
    issue,
    releases,
    setup,
    invitation,
    share,
    settings.addChildren([settingsHome, accountSettings, people, projects, keys, integrations, auditLog]),
  ]),
  defaultErrorComponent: PageError,
  defaultPreload: 'intent',
  ...searchText,
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
