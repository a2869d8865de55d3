import { printValue } from './printValue.ts';

/** Characters of a format; what is longer is text. */
const LONGEST_FORMAT = 8_000;

/** The line a console would show for these values, format directives (`%s`, `%c`, …) applied. */
export function printLine(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  const parts = typeof first === 'string' ? applyFormat(first, rest) : values.map(printValue);
  return parts.join(' ');
}

/** The formatter of the Console Standard, https://console.spec.whatwg.org/#formatter. */
function applyFormat(format: string, values: unknown[]): string[] {
  const left = [...values];
  const text = format.slice(0, LONGEST_FORMAT).replace(/%([sdifoOc%])/g, (directive, kind: string) => {
    if (kind === '%') return '%';
    if (left.length === 0) return directive;
    const value = left.shift();
    if (kind === 'c') return '';
    if (kind === 'd' || kind === 'i') return String(Math.trunc(toNumber(value)));
    if (kind === 'f') return String(toNumber(value));
    return printValue(value);
  });
  return [text, ...left.map(printValue)];
}

function toNumber(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN;
}
