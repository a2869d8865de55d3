import { useMemo } from 'react';
import { lastAtOrBefore } from '../state/search.ts';
import { useSessionState } from '../state/sessionState.tsx';
import { useStore } from '../state/store.ts';
import { nextMatch } from './filterLines.ts';
import type { LogLine } from './logLines.ts';
import { selectLine } from './selectLine.ts';

/** The selected line's place among the matches, from 1 (0 if it is none), and the way to the next or the one before. */
export function useMatches(
  lines: readonly LogLine[],
  matches: readonly number[],
): { place: number; goToMatch: (step: 1 | -1) => void } {
  const state = useSessionState();
  const selected = useStore(state.selection, (value) => (value && 'item' in value ? value.item : null));
  const index = useMemo(
    () => (selected === null ? -1 : lines.findIndex(({ id }) => id === selected)),
    [lines, selected],
  );
  const goToMatch = (step: 1 | -1) => {
    const { at } = state.moment.get();
    const here =
      index >= 0
        ? index
        : lastAtOrBefore(
            lines.map(({ time }) => time),
            at,
          );
    const line = lines[nextMatch(matches, here, step) ?? -1];
    if (line) selectLine(state, line);
  };
  return { place: matches.indexOf(index) + 1, goToMatch };
}
