import type { Attributes } from '@opentelemetry/api';
import type { logs, tracing } from '@opentelemetry/sdk-node';
import { ATTRIBUTES } from '@throughline/format';
import { redaction } from './redaction.ts';

const done = () => Promise.resolve();

/** Attributes that hold an address with its query, by the semantic conventions of today and by those before 1.23. */
const ADDRESSES = new Set<string>([ATTRIBUTES.urlFull, 'http.url', 'http.target']);
const QUERY = 'url.query';

/**
 * Attributes that no text of the application's own gets into, and those of payloads, which have been redacted by rules of
 * their own. Every span has a dozen of them: looking into each would be most of what a span costs.
 */
const LEFT_ALONE =
  /^(?:throughline\.|express\.|session\.|user\.|server\.|client\.|net\.|network\.|rpc\.|messaging\.|user_agent\.|url\.scheme|error\.type|db\.(?:system|name|namespace|operation|collection|user)|http\.(?:request|response|route|method|status|flavor|scheme|host|user_agent))/;

/** Hides secrets in the addresses, statements and messages of every span. Must stand before the processor that exports. */
export const spanRedaction: tracing.SpanProcessor = {
  onStart() {},
  onEnd(span: tracing.ReadableSpan) {
    redactAttributes(span.attributes);
    for (const { attributes } of span.events) if (attributes) redactAttributes(attributes);
  },
  forceFlush: done,
  shutdown: done,
};

/** Hides secrets in the body and fields of every log record. Must stand before the processor that exports. */
export const logRedaction: logs.LogRecordProcessor = {
  onEmit(record: logs.SdkLogRecord) {
    record.setBody(redaction.value(record.body) as Parameters<typeof record.setBody>[0]);
    for (const [name, value] of Object.entries(record.attributes)) {
      if (name.startsWith('throughline.')) continue;
      record.attributes[name] = (
        ADDRESSES.has(name) && typeof value === 'string'
          ? redaction.address(value)
          : redaction.value(value, name)
      ) as typeof value;
    }
  },
  forceFlush: done,
  shutdown: done,
};

function redactAttributes(attributes: Attributes): void {
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value !== 'string' || value === '') continue;
    const redacted = rule(name)(value);
    if (redacted !== value) attributes[name] = redacted;
  }
}

type Rule = (value: string) => string;

const leave: Rule = (value) => value;
const rules = new Map<string, Rule>();
/** An application may make names out of data; the usual ones come first, and there are some hundred of them. */
const MOST_RULES = 1_000;

/** What is done with the attribute `name`. The same names come with every span: each is looked at once. */
function rule(name: string): Rule {
  const known = rules.get(name);
  if (known) return known;
  const found = ruleFor(name);
  if (rules.size < MOST_RULES) rules.set(name, found);
  return found;
}

function ruleFor(name: string): Rule {
  if (LEFT_ALONE.test(name)) return leave;
  if (ADDRESSES.has(name)) return redaction.address;
  return name === QUERY ? redactQuery : redaction.text;
}

/** Some instrumentations write the question mark too. */
function redactQuery(query: string): string {
  return query.startsWith('?') ? redaction.address(query) : redaction.address(`?${query}`).slice(1);
}
