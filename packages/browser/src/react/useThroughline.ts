import { createContext, createElement, type ReactNode, useContext } from 'react';
import { runningInstance } from '../runningInstance.ts';
import { INERT, type Throughline } from '../throughline.ts';

/** The instance given by a provider; without one, the page's. */
export const ThroughlineContext = createContext<Throughline | undefined>(undefined);

/** Gives components below it another instance than the page's own, such as one of a test. Most applications need none. */
export function ThroughlineProvider({
  throughline,
  children,
}: {
  throughline: Throughline;
  children?: ReactNode;
}): ReactNode {
  return createElement(ThroughlineContext.Provider, { value: throughline }, children);
}

/**
 * The Throughline of the nearest provider, or else the one that `init` gave. Where there is none (on a server, before
 * `init`) one that does nothing; so call `init` before the application is rendered.
 */
export function useThroughline(): Throughline {
  return useContext(ThroughlineContext) ?? runningInstance() ?? INERT;
}
