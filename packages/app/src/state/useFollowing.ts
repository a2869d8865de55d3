import { useCallback, useEffect, useState } from 'react';
import { useSessionState } from './sessionState.tsx';
import { useStore } from './store.ts';

/** Whether a list keeps the current row in view: until the person scrolls it (`stop`), and again after the next jump of the moment. */
export function useFollowing(): { isFollowing: boolean; stop: () => void } {
  const { moment } = useSessionState();
  const [isFollowing, setFollowing] = useState(true);
  const jumps = useStore(moment, (value) => value.jumps);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a jump is the person's own wish to be there.
  useEffect(() => setFollowing(true), [jumps]);
  const stop = useCallback(() => setFollowing(false), []);
  return { isFollowing, stop };
}
