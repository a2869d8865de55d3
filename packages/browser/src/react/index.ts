export { matchedRoute } from '../route/matchedRoute.ts';
export { routeFromParams } from '../route/routeFromParams.ts';
export type { Throughline } from '../throughline.ts';
export {
  type FallbackProps,
  ThroughlineErrorBoundary,
  type ThroughlineErrorBoundaryProps,
} from './ThroughlineErrorBoundary.ts';
export { useRoute } from './useRoute.ts';
export { ThroughlineProvider, useThroughline } from './useThroughline.ts';
