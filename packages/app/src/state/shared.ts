import type { ExportNote, SharedView } from '@throughline/format';
import { createContext, useContext } from 'react';

/** How a session came to somebody who has no account: through a link, or as a file. */
export type Shared =
  | { by: 'link'; at: number; view: SharedView }
  | { by: 'file'; at: number | undefined; note: ExportNote };

const SharedContext = createContext<Shared | null>(null);

export const SharedProvider = SharedContext.Provider;

/** How the session that is looked at was handed on; `null` for who has an account. */
export function useShared(): Shared | null {
  return useContext(SharedContext);
}
