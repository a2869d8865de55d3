import type { SharedView } from '@throughline/format';
import { createContext, useContext } from 'react';

const SharedContext = createContext<SharedView | null>(null);

export const SharedProvider = SharedContext.Provider;

/** What the link shows by which the session is looked at; `null` for who has an account. */
export function useShared(): SharedView | null {
  return useContext(SharedContext);
}
