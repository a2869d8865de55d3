/**
 * Which sessions are recorded whole. The decision is a function of the session's id and of the project's rate, so that every
 * process of every tier comes to the same without asking another.
 */

/** Applies only to a session of which all is true that it names; `*` stands for any characters. */
export interface SamplingRule {
  /** Path of a page, e.g. `/checkout/*`. */
  page?: string;
  /** The id of the person, as `identify` was given it. */
  user?: string;
  /** An attribute that the session's records carry, such as `user.email`, and what its value must be. */
  attribute?: { name: string; value: string };
  /** Share of these sessions, 0 to 1. It counts where it is above the project's: a rule raises the rate and never lowers it. */
  rate: number;
}

export interface Sampling {
  /** Share of all sessions, 0 to 1. */
  rate: number;
  /** Sessions an hour that are kept whatever the rate: a quiet project has all of its sessions. */
  floorPerHour: number;
  rules: readonly SamplingRule[];
}

/**
 * What a project begins with. A quarter of the sessions shows what is usual; those in which something fails are kept in any
 * case. Thirty an hour is more than anybody looks at.
 */
export const DEFAULT_SAMPLING: Sampling = { rate: 0.25, floorPerHour: 30, rules: [] };

/** How long what belongs to a session that is not sampled is held after its last sign of life, minutes. */
export const HELD_MINUTES = 15;

/** The last twelve hex digits of a version 4 UUID are random. */
const RANDOM_DIGITS = 12;

/** Whether the session is among the share `rate` (0 to 1) of all. Uses the 48 random bits at the end of its id. */
export function isSampled(sessionId: string, rate: number): boolean {
  return Number.parseInt(sessionId.slice(-RANDOM_DIGITS), 16) < rate * 16 ** RANDOM_DIGITS;
}

/** The rate for a session on a page with the path `path`, of the person `user`, with these attributes: the highest of those that apply. */
export function sampleRate(
  { rate, rules }: Pick<Sampling, 'rate' | 'rules'>,
  path: string,
  user: string,
  attributes: Readonly<Record<string, unknown>> = {},
): number {
  return rules.reduce(
    (highest, { page, user: person, attribute, rate: raised }) =>
      matches(page, path) &&
      matches(person, user) &&
      (!attribute || matches(attribute.value, String(attributes[attribute.name] ?? '')))
        ? Math.max(highest, raised)
        : highest,
    rate,
  );
}

/** Whether `text` is what `pattern` says, in which `*` stands for any characters; a pattern that is missing matches all. */
export function matches(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  const [beginning = '', ...rest] = pattern.split('*');
  const ending = rest.pop();
  if (ending === undefined) return text === pattern;
  if (text.length < beginning.length + ending.length || !text.startsWith(beginning) || !text.endsWith(ending))
    return false;
  // Each part at the first place where it is: no way back, so a hostile pattern costs no more than its length.
  const end = text.length - ending.length;
  let at = beginning.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
