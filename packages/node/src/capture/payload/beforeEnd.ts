import type { Span } from '@opentelemetry/api';

/**
 * Runs `record` just before `span` ends, whoever ends it and for whatever reason: only then is it known what has been sent.
 * What it throws is let go: the application comes first.
 */
export function beforeEnd(span: Span, record: () => void): void {
  const { end } = span;
  span.end = function (this: Span, endTime) {
    span.end = end;
    try {
      record();
    } catch {
      // A span without its payload is still a span.
    }
    end.call(this, endTime);
  };
}
