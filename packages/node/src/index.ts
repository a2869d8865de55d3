export { extract, inject } from './context/carrier.ts';
export { correlation, type Middleware } from './context/correlation.ts';
export type { Carrier } from './context/headers.ts';
export { getContext, runWithContext, runWithSession, type SessionContext } from './context/sessionContext.ts';
