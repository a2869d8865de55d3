interface ColumnLook {
  name: string;
  title: string;
  /** CSS pixels; the least, if it has a share of what is left. */
  width: number;
  share?: number;
  isNumber?: boolean;
}

/** The columns of the list that people choose from; who it was always comes first. */
export const COLUMNS = [
  { name: 'activity', title: 'Activity', width: 120 },
  { name: 'started', title: 'Started', width: 88 },
  { name: 'duration', title: 'Duration', width: 84 },
  { name: 'pages', title: 'Pages', width: 48, isNumber: true },
  { name: 'clicks', title: 'Clicks', width: 48, isNumber: true },
  { name: 'requests', title: 'Requests', width: 60, isNumber: true },
  { name: 'failed', title: 'Failed', width: 48, isNumber: true },
  { name: 'errors', title: 'Errors', width: 48, isNumber: true },
  { name: 'browser', title: 'Browser', width: 96 },
  { name: 'services', title: 'Services', width: 120, share: 1.6 },
  { name: 'kept', title: 'Kept because', width: 104 },
] as const satisfies readonly ColumnLook[];

export type Column = (typeof COLUMNS)[number]['name'];

/** What one can do without last stands first. */
const BY_WORTH: readonly Column[] = [
  'activity',
  'started',
  'duration',
  'errors',
  'failed',
  'services',
  'kept',
  'browser',
  'pages',
];

/** As many columns as there is room for, CSS pixels. */
export function defaultColumns(room: number): readonly Column[] {
  const fitting = BY_WORTH.findIndex((_, index) => leastWidthOf(BY_WORTH.slice(0, index + 1)) > room);
  return fitting < 0 ? BY_WORTH : BY_WORTH.slice(0, Math.max(1, fitting));
}

/** The columns of these names, in the order of the list; `undefined` if there is none of them. */
export function readColumns(names: unknown): Column[] | undefined {
  if (!Array.isArray(names)) return undefined;
  const columns = COLUMNS.map(({ name }) => name).filter((name) => names.includes(name));
  return columns.length > 0 ? columns : undefined;
}

/** Who it was: its least width, CSS pixels, and its share of what is left. */
const FIRST = { width: 160, share: 2 };
/** Between columns, and beside the first and the last, CSS pixels; as in the style sheet. */
const GAP = 16;
const EDGES = 27;

function shown(columns: readonly Column[]): Pick<ColumnLook, 'width' | 'share'>[] {
  return [FIRST, ...COLUMNS.filter(({ name }) => columns.includes(name))];
}

/** What `grid-template-columns` says for these. */
export function gridOf(columns: readonly Column[]): string {
  return shown(columns)
    .map(({ width, share }) => (share ? `minmax(${width}px, ${share}fr)` : `${width}px`))
    .join(' ');
}

/** The least width of a row with these, CSS pixels: in a narrower window the list is scrolled sideways. */
export function leastWidthOf(columns: readonly Column[]): number {
  const widths = shown(columns).map(({ width }) => width);
  return widths.reduce((sum, width) => sum + width, EDGES + GAP * (widths.length - 1));
}
