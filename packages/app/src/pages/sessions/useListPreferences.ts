import { useLocalStorage } from '@mantine/hooks';
import { type Column, defaultColumns, readColumns } from './columns.ts';

/** Windows at least so wide, CSS pixels, have the counts beside the list unless one hides them. */
const WIDE_FROM = 1200;

/** What the counts and the scroll bar take of the window, CSS pixels. */
const COUNTS = 212;
const SCROLL_BAR = 15;

/** How this browser shows the list. */
export interface ListPreferences {
  /** None if they were not chosen. */
  columns: string[] | null;
  /** Whether new sessions come in by themselves. */
  isLive: boolean;
  /** Whether times are told as dates rather than as ages. */
  isAbsolute: boolean;
  /** Whether the counts stand beside the list. */
  hasFacets: boolean | null;
}

const UNCHOSEN: ListPreferences = { columns: null, isLive: true, isAbsolute: false, hasFacets: null };

/** What this browser remembers of how one likes the list, with what is as by default. */
export function useListPreferences() {
  const [chosen, setChosen] = useLocalStorage<Partial<ListPreferences>>({
    key: 'throughline-session-list',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const preferences = { ...UNCHOSEN, ...chosen };
  const hasFacets = preferences.hasFacets ?? window.innerWidth >= WIDE_FROM;
  const room = window.innerWidth - SCROLL_BAR - (hasFacets ? COUNTS : 0);
  const columns: readonly Column[] = readColumns(preferences.columns) ?? defaultColumns(room);
  return {
    ...preferences,
    columns,
    hasFacets,
    choose: (change: Partial<ListPreferences>) => setChosen((before) => ({ ...before, ...change })),
  };
}
