import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { accountQuery } from '../../load/account.ts';
import { SHARE_PATH } from '../../load/shareSecret.ts';

// They come when they are needed: most are logged in.
const LoginPage = lazy(() => import('./LoginPage.tsx').then((loaded) => ({ default: loaded.LoginPage })));
const SetupNeeded = lazy(() =>
  import('./SetupNeeded.tsx').then((loaded) => ({ default: loaded.SetupNeeded })),
);

/** Pages that are for those who are not logged in. */
const OUTSIDE: ReadonlySet<string> = new Set(['/setup', '/invitation', SHARE_PATH]);

/**
 * Lets through who is logged in, or needs not to be. The page behind it loads meanwhile: for most nothing stands in its way. Who has
 * to log in does so under the address that they came for, and is there when they have.
 */
export function AccountGate() {
  const { data } = useQuery(accountQuery());
  const { pathname } = useLocation();
  if (!data || data.state === 'in' || OUTSIDE.has(pathname)) return <Outlet />;
  return (
    <Suspense>
      {data.state === 'setup' ? <SetupNeeded /> : <LoginPage singleSignOn={data.singleSignOn} />}
    </Suspense>
  );
}
