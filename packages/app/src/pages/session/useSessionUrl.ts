import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { SHARE_PATH } from '../../load/shareSecret.ts';
import { applySessionSearch } from '../../state/sessionAddress.ts';
import { readSessionSearch } from '../../state/sessionSearch.ts';
import type { SessionState } from '../../state/sessionState.tsx';
import { startUrlSync } from '../../state/urlSync.ts';

/** Keeps the address true to the state, and the state true to the address when the person goes back or forward. */
export function useSessionUrl(state: SessionState, id: string, isShared: boolean): void {
  const router = useRouter();
  useEffect(() => {
    const stopWriting = startUrlSync(state, (search) => {
      // Not a step of the person's: the back button leads out of the session, not through all its moments.
      const options = { search, replace: true, resetScroll: false };
      if (isShared) void router.navigate({ to: SHARE_PATH, hash: true, ...options });
      else
        void router.navigate({
          to: '/sessions/$id',
          params: { id },
          state: (before) => before,
          ...options,
        });
    });
    const stopReading = router.history.subscribe(({ location, action }) => {
      if (action.type === 'PUSH' || action.type === 'REPLACE') return;
      if (location.pathname !== (isShared ? SHARE_PATH : `/sessions/${encodeURIComponent(id)}`)) return;
      applySessionSearch(state, readSessionSearch(Object.fromEntries(new URLSearchParams(location.search))));
    });
    return () => {
      stopWriting();
      stopReading();
    };
  }, [state, router, id, isShared]);
}
