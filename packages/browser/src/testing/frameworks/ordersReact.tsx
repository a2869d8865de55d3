import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Link, matchRoutes, useLocation, useRoutes } from 'react-router';
import { init } from '../../index.ts';
import { matchedRoute, ThroughlineErrorBoundary, useRoute, useThroughline } from '../../react/index.ts';

/** A small shop made with React and React Router, in StrictMode; `init` is called twice, as a careless application does. */
const options = JSON.parse(document.getElementById('options')?.textContent ?? '{}');
window.throughline = init(options);
init(options);

const ROUTES = [
  { path: '/', element: <Link to="/orders/1">first order</Link> },
  { path: '/orders', children: [{ path: ':id', element: <Order /> }] },
];

function Order() {
  const throughline = useThroughline();
  const [isBroken, setBroken] = useState(false);
  useEffect(() => throughline.track('order shown'), [throughline]);
  if (isBroken) throw new TypeError('no such price');
  return (
    <>
      <Link to="/orders/2">second order</Link>
      <button type="button" onClick={() => setBroken(true)}>
        Price
      </button>
    </>
  );
}

function Shop() {
  const location = useLocation();
  useRoute(matchedRoute(matchRoutes(ROUTES, location)), location.pathname);
  return useRoutes(ROUTES);
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <ThroughlineErrorBoundary
          fallback={({ error, reset }) => (
            <button type="button" onClick={reset}>
              Sorry: {String(error)}
            </button>
          )}
        >
          <Shop />
        </ThroughlineErrorBoundary>
      </BrowserRouter>
    </StrictMode>,
  );
