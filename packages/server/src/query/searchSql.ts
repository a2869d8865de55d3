import type { Comparison } from '@throughline/model';

/** The smallest parts that a search comes to as SQL. */

/** Gives a value to a placeholder; answers that. */
export type Bind = (value: string | number, type: string) => string;

/** A pattern of `LIKE` in which `*` stands for any characters, and all else for itself. */
export function likePattern(value: string): string {
  return value.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}

const NANOSECONDS_A_MILLISECOND = 1_000_000;

/** SQL that compares nanoseconds with milliseconds. */
export function compare(nanoseconds: string, comparison: Comparison | undefined, bind: Bind): string {
  const nano = (milliseconds: number) =>
    bind(String(Math.round(milliseconds * NANOSECONDS_A_MILLISECOND)), 'Int64');
  return compareWith(`toInt64(${nanoseconds})`, comparison, nano);
}

/** SQL that compares a number, given the SQL of the one that it is compared with. */
export function compareWith(
  number: string,
  comparison: Comparison | undefined,
  write: (number: number) => string,
): string {
  if (comparison === undefined) return '1';
  if (comparison.operator === 'between')
    return `${number} BETWEEN ${write(comparison.number)} AND ${write(comparison.to)}`;
  return `${number} ${comparison.operator} ${write(comparison.number)}`;
}
