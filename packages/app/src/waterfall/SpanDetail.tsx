import { ATTRIBUTES, anyValueText, type SpanEvent } from '@throughline/format';
import type { WaterfallSpanRow } from '@throughline/model';
import { toMilliseconds } from '../load/times.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatDuration, formatUtc } from '../ui/format.ts';
import { ServiceName } from '../ui/ServiceName.tsx';
import { AttributeTable } from './AttributeTable.tsx';
import { LogDetail } from './LogDetail.tsx';
import { Section } from './Section.tsx';
import styles from './SpanDetail.module.css';
import { logKey } from './visibleRows.ts';

/** All there is to know of one span. */
export function SpanDetail({
  row,
  correction,
  openLog,
  color,
}: {
  row: WaterfallSpanRow;
  /** Nanoseconds by which its clock was corrected. */
  correction: bigint | undefined;
  /** Key of the selected log's line. */
  openLog: string | null;
  color: string | undefined;
}) {
  const { span, duration, offset, logs } = row;
  const exceptions = span.events.filter(({ name }) => name === 'exception');
  const events = span.events.filter(({ name }) => name !== 'exception');
  const json = JSON.stringify(span, null, 2);
  return (
    <section aria-label="Span" className={styles.detail}>
      <header className={styles.head}>
        <h2 className={styles.name}>{span.name}</h2>
        <div className={styles.facts}>
          <ServiceName service={span.service} color={color} />
          <span>{span.kind}</span>
          <span>{formatDuration(duration)}</span>
          <span>at +{formatDuration(offset)}</span>
        </div>
        {row.hasError && <p className={styles.status}>{span.status.message || 'This span failed.'}</p>}
      </header>
      {exceptions.map((event) => (
        <Exception key={event.timeUnixNano} event={event} />
      ))}
      <Section title="Attributes" count={Object.keys(span.attributes).length} isOpen>
        <AttributeTable attributes={span.attributes} />
      </Section>
      {logs.length > 0 && (
        <Section title="Logs" count={logs.length} isOpen>
          {logs.map((entry, index) => {
            const key = logKey(row.key, index);
            return <LogDetail key={key} entry={entry} isOpen={key === openLog} />;
          })}
        </Section>
      )}
      {events.length > 0 && (
        <Section title="Events" count={events.length} isOpen>
          {events.map((event) => (
            <div key={`${event.timeUnixNano} ${event.name}`}>
              <p className={styles.event}>{event.name}</p>
              <AttributeTable attributes={event.attributes} />
            </div>
          ))}
        </Section>
      )}
      {span.links.length > 0 && (
        <Section title="Links" count={span.links.length}>
          {span.links.map((link) => (
            <p key={`${link.traceId} ${link.spanId}`} className={styles.link}>
              trace {link.traceId}, span {link.spanId}
            </p>
          ))}
        </Section>
      )}
      <Section title="Resource" count={Object.keys(span.resource).length}>
        <AttributeTable attributes={span.resource} />
      </Section>
      <Section title="Identity">
        <dl className={styles.identity}>
          <Identity name="Trace id" value={span.traceId} />
          <Identity name="Span id" value={span.spanId} />
          <Identity name="Started" value={formatUtc(toMilliseconds(span.startTimeUnixNano))} />
          {correction !== undefined && (
            <Identity name="Clock corrected" value={`${Number(correction) / 1e6} ms`} />
          )}
          <Identity name="Scope" value={`${span.scope.name} ${span.scope.version}`.trim()} />
        </dl>
      </Section>
      <Section title="Raw JSON">
        <CopyButton value={() => json} label="Copy JSON" />
        <pre className={styles.code}>{json}</pre>
      </Section>
    </section>
  );
}

function Identity({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.pair}>
      <dt>{name}</dt>
      <dd>
        {value}
        <CopyAction value={value} label={`Copy ${name.toLowerCase()}`} />
      </dd>
    </div>
  );
}

function Exception({ event: { attributes } }: { event: SpanEvent }) {
  const type = anyValueText(attributes[ATTRIBUTES.exceptionType]) || 'Exception';
  const message = anyValueText(attributes[ATTRIBUTES.exceptionMessage]);
  const stack = anyValueText(attributes[ATTRIBUTES.exceptionStacktrace]);
  return (
    <div className={styles.exception}>
      <p>
        <strong>{type}</strong> {message}
        {stack && <CopyAction value={stack} label="Copy stack trace" />}
      </p>
      {stack && <pre className={styles.code}>{stack}</pre>}
    </div>
  );
}
