/** The panels of the dock, in the order of their tabs; the address names the open one. */
export const PANELS = ['waterfall', 'network', 'logs', 'events', 'map', 'info', 'notes'] as const;
export type Panel = (typeof PANELS)[number];

/** The panel that an address names; `null` if it names none. */
export function parsePanel(parameter: unknown): Panel | null {
  return PANELS.find((panel) => panel === parameter) ?? null;
}
