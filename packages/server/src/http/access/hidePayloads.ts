import { PAYLOAD_SUBJECTS, payloadAttributeNames } from '@throughline/format';
import type { FastifyInstance } from 'fastify';
import { knownAsker } from './asker.ts';

/** Names that hold what was sent, and beginnings of such names; sizes and counts of messages say nothing of it. */
const BODIES = new Set(PAYLOAD_SUBJECTS.map((subject) => payloadAttributeNames(subject).body));
const HEADERS = PAYLOAD_SUBJECTS.map((subject) => payloadAttributeNames(subject).header);

/** Whether an attribute of this name holds headers or a body of a request or message. */
export function isPayloadAttribute(name: string): boolean {
  return BODIES.has(name) || HEADERS.some((header) => name.startsWith(header));
}

/** `value` without the attributes that `isHidden` names, wherever in it they stand. What has none is answered as it is, not copied. */
export function withoutAttributes<Value>(value: Value, isHidden: (name: string) => boolean): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const kept = value.map((item) => withoutAttributes(item, isHidden));
    return kept.some((item, index) => item !== value[index]) ? (kept as Value) : value;
  }
  const entries = Object.entries(value);
  const kept = entries
    .filter(([name]) => !isHidden(name))
    .map(([name, part]) => [name, withoutAttributes(part, isHidden)] as const);
  const isSame =
    kept.length === entries.length && kept.every(([, part], index) => part === entries[index]?.[1]);
  return isSame ? value : (Object.fromEntries(kept) as Value);
}

/** `value` without payloads. */
export function withoutPayloads<Value>(value: Value): Value {
  return withoutAttributes(value, isPayloadAttribute);
}

/** What `app` answers to whoever may not see payloads has none. */
export function hidePayloads(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, _reply, answer) =>
    knownAsker(request)?.permissions.has('payloads') ? answer : withoutPayloads(answer),
  );
}
