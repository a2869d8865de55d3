import type { RequestColumn } from '../state/networkView.ts';

/** The columns of the table, in order; the last one is the time axis. */
export const COLUMNS: readonly { column: RequestColumn; label: string }[] = [
  { column: 'name', label: 'Name' },
  { column: 'method', label: 'Method' },
  { column: 'status', label: 'Status' },
  { column: 'type', label: 'Type' },
  { column: 'action', label: 'Initiator' },
  { column: 'size', label: 'Size' },
  { column: 'duration', label: 'Time' },
  { column: 'start', label: 'Waterfall' },
];
