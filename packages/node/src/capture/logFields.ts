import { format } from 'node:util';
import { getContext } from '../context/sessionContext.ts';

/** The names under which an application's own log lines say where they belong, as OpenTelemetry's compatibility page has them. */
export interface LogFields {
  trace_id: string;
  span_id: string;
  session_id?: string;
}

/** The fields of the current context; `undefined` outside of one. */
export function currentLogFields(): LogFields | undefined {
  const current = getContext();
  if (!current) return undefined;
  const { traceId, spanId, sessionId } = current;
  return { trace_id: traceId, span_id: spanId, ...(sessionId !== undefined && { session_id: sessionId }) };
}

/**
 * The arguments of a console line with `fields`: within the object if the line is JSON, so that whoever parses it still can,
 * else as `name=value` at its end.
 */
export function withLogFields(args: unknown[], fields: LogFields): unknown[] {
  const [first] = args;
  if (args.length === 1 && typeof first === 'string' && isJsonObject(first)) return [intoJson(first, fields)];
  const suffix = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  // A format with a place that nothing fills would take the suffix for its own.
  if (typeof first === 'string' && first.includes('%')) return [`${format(...args)} ${suffix}`];
  return [...args, suffix];
}

/** Longest line that is looked at as JSON, characters: parsing is paid by the application. */
const MAX_JSON_CHARACTERS = 16 * 1024;

function isJsonObject(line: string): boolean {
  const text = line.trim();
  if (!text.startsWith('{') || !text.endsWith('}') || text.length > MAX_JSON_CHARACTERS) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Cut in before the last brace: the rest of the line stays as its author wrote it. */
function intoJson(line: string, fields: LogFields): string {
  const end = line.lastIndexOf('}');
  const before = line.slice(0, end);
  const separator = /\{\s*$/.test(before) ? '' : ',';
  return `${before}${separator}${JSON.stringify(fields).slice(1, -1)}${line.slice(end)}`;
}
