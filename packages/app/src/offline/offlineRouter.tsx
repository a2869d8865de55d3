import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  redirect,
} from '@tanstack/react-router';
import type { HtmlRecords } from '@throughline/format';
import { SHARE_PATH } from '../load/shareSecret.ts';
import { PageError } from '../pages/PageError.tsx';
import { searchText } from '../searchText.ts';
import { readSessionSearch } from '../state/sessionSearch.ts';
import { OfflinePage } from './OfflinePage.tsx';

/** Of the one page that a file is. What is shown stands in the fragment: the address before it is that of the file. */
export function createOfflineRouter(records: HtmlRecords) {
  const root = createRootRoute({ notFoundComponent: () => <OfflinePage records={records} /> });
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: SHARE_PATH, replace: true });
    },
  });
  const session = createRoute({
    getParentRoute: () => root,
    path: SHARE_PATH,
    validateSearch: readSessionSearch,
    component: () => <OfflinePage records={records} />,
  });
  return createRouter({
    routeTree: root.addChildren([home, session]),
    history: createHashHistory(),
    defaultErrorComponent: PageError,
    ...searchText,
  });
}
