/** How many `--service-N` tokens the theme has. */
const COLORS = 10;

/**
 * A colour for each service: the same on every page as far as it goes, but never two services of one session alike
 * while there are colours left.
 */
export function serviceColors(services: readonly string[]): Map<string, string> {
  const colors = new Map<string, string>();
  const taken = new Set<number>();
  for (const service of [...services].sort()) {
    let index = hash(service) % COLORS;
    while (taken.has(index) && taken.size < COLORS) index = (index + 1) % COLORS;
    taken.add(index);
    colors.set(service, `var(--service-${index})`);
  }
  return colors;
}

/** The colour of one service that stands alone. */
export function serviceColor(service: string): string {
  return `var(--service-${hash(service) % COLORS})`;
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
}
