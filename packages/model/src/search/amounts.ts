/** A comparison with one number, or `between` two, both counted in. */
export type Comparison =
  | { operator: '>' | '>=' | '<' | '<='; number: number }
  | { operator: 'between'; number: number; to: number };

const UNITS_MS = { us: 0.001, µs: 0.001, ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 } as const;

const DURATION = /^(\d+(?:\.\d+)?)(us|µs|ms|s|min|m|h)$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Milliseconds of `500ms`, `2s`, `1.5m`, `1h`; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  return unit === undefined ? undefined : Number(amount) * UNITS_MS[unit as keyof typeof UNITS_MS];
}

function parseNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/** `>2s`, `<=100ms`, `10s..1m`; a duration alone is the least. `undefined` if it is none of these. */
export function parseDurations(text: string): Comparison | undefined {
  const number = parseDuration(text);
  return number === undefined ? parseComparison(text, parseDuration) : { operator: '>=', number };
}

/** `>=500`, `1..5`; a number alone is no comparison. `undefined` if it is none. */
export function parseNumbers(text: string): Comparison | undefined {
  return parseComparison(text, parseNumber);
}

function parseComparison(text: string, parse: (text: string) => number | undefined): Comparison | undefined {
  const [, sign, amount] = /^(>=|<=|>|<)(.+)$/.exec(text) ?? [];
  if (sign !== undefined && amount !== undefined) {
    const number = parse(amount);
    return number === undefined ? undefined : { operator: sign as '>', number };
  }
  const [, first, second] = /^(.+?)\.\.(.+)$/.exec(text) ?? [];
  const [number, to] = [parse(first ?? ''), parse(second ?? '')];
  return number === undefined || to === undefined ? undefined : { operator: 'between', number, to };
}
