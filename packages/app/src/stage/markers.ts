import type { TimelineItem } from '@throughline/format';

/** What stands on the scrub bar. Where several fall together, the gravest is shown. */
export const MARKER_KINDS = ['error', 'navigation', 'click'] as const;
export type MarkerKind = (typeof MARKER_KINDS)[number];

export interface Marker {
  kind: MarkerKind;
  /** 0 at the start of the session, 1 at its end. */
  position: number;
}

/** Markers are no closer than this, in parts of the bar: about two pixels of a wide one. */
const SLOTS = 500;

/** The markers of the items, at most one of a kind in a slot, however many items there are. */
export function markersOf(
  items: readonly (Pick<TimelineItem, 'kind' | 'severity'> & { time: number })[],
  from: number,
  to: number,
): Marker[] {
  const length = Math.max(1, to - from);
  const slots = new Map<string, Marker>();
  for (const item of items) {
    const kind = markerKind(item);
    if (!kind) continue;
    const slot = Math.round(((item.time - from) / length) * SLOTS);
    if (slot < 0 || slot > SLOTS) continue;
    slots.set(`${kind} ${slot}`, { kind, position: slot / SLOTS });
  }
  const order = (kind: MarkerKind) => MARKER_KINDS.indexOf(kind);
  // The gravest is drawn last, on top.
  return [...slots.values()].sort((a, b) => order(b.kind) - order(a.kind) || a.position - b.position);
}

function markerKind({ kind, severity }: Pick<TimelineItem, 'kind' | 'severity'>): MarkerKind | null {
  if (severity === 'error') return 'error';
  return kind === 'click' || kind === 'navigation' ? kind : null;
}
