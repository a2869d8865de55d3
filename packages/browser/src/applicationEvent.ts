import { isSensitiveName, REDACTED, redactText } from '@throughline/format';
import { oneLine, truncate } from './capture/text.ts';
import { valuePrinter } from './capture/valuePrinter.ts';

/** Characters of an event's or attribute's name. */
const LONGEST_NAME = 100;
/** Characters of an attribute's value. */
const LONGEST_VALUE = 1_000;
/** Attributes of one event, and entries of a list. */
const MOST_ENTRIES = 50;

/** The name of an application's own event as it may be recorded. */
export function applicationEventName(name: unknown): string {
  return oneLine(redactText(String(name)), LONGEST_NAME);
}

/** A text of the application's own as it may be recorded. */
export function applicationText(text: unknown): string {
  return truncate(redactText(String(text)), LONGEST_VALUE);
}

/**
 * Attributes of an application's own event as they may be recorded: strings, numbers, booleans and lists of them keep
 * their type, all else becomes text; bounded and redacted.
 */
export function applicationAttributes(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes)
      .slice(0, MOST_ENTRIES)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [
        oneLine(name, LONGEST_NAME),
        isSensitiveName(name) ? REDACTED : applicationValue(value),
      ]),
  );
}

function applicationValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, MOST_ENTRIES).map(scalar);
  return scalar(value);
}

function scalar(value: unknown): string | number | boolean {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  return truncate(redactText(valuePrinter.print(value)), LONGEST_VALUE);
}
