import {
  ATTRIBUTES,
  anyValueText,
  type LogRecord,
  type Span,
  type SpanEvent,
  type SpanReference,
} from '@throughline/format';
import { curlCommand, type Gap, requestOf } from '@throughline/model';
import { toMilliseconds } from '../load/times.ts';
import { PayloadSection } from '../payload/PayloadSection.tsx';
import { payloadsOf } from '../payload/payloadsOf.ts';
import { StackView } from '../stack/StackView.tsx';
import { AttributeTable } from '../ui/AttributeTable.tsx';
import { CopyAction } from '../ui/CopyAction.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { formatDuration, formatUtc } from '../ui/format.ts';
import { ScrollText } from '../ui/ScrollText.tsx';
import { Section } from '../ui/Section.tsx';
import { ServiceName } from '../ui/ServiceName.tsx';
import { LinkSection } from './LinkSection.tsx';
import { LogDetail } from './LogDetail.tsx';
import { gapText } from './SpanCells.tsx';
import styles from './SpanDetail.module.css';
import { QuerySection } from './sql/QuerySection.tsx';

/** All there is to know of one span. */
export function SpanDetail({
  span,
  offset,
  logs,
  gaps,
  correction,
  openLog,
  colors,
  linkedFrom,
  onOpen,
}: {
  span: Span;
  /** Milliseconds from the beginning of its trace. */
  offset: number;
  /** Each with the milliseconds from the beginning of the span. */
  logs: { log: LogRecord; offset: number }[];
  gaps: readonly Gap[];
  /** Nanoseconds by which its clock was corrected. */
  correction: bigint | undefined;
  /** Id of the timeline's item of the log that is selected. */
  openLog: string | undefined;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
  /** Spans of this session that name it by a link. */
  linkedFrom: readonly (SpanReference & { service: string; name: string })[];
  onOpen: (span: SpanReference) => void;
}) {
  const duration = Math.max(0, toMilliseconds(span.endTimeUnixNano) - toMilliseconds(span.startTimeUnixNano));
  const exceptions = span.events.filter(({ name }) => name === 'exception');
  const events = span.events.filter(({ name }) => name !== 'exception');
  const { payloads, others } = payloadsOf(span.attributes);
  const request = requestOf(span.attributes);
  const query = anyValueText(
    span.attributes[ATTRIBUTES.dbQueryText] ?? span.attributes[ATTRIBUTES.dbStatement],
  );
  const json = JSON.stringify(span, null, 2);
  return (
    <section aria-label="Span" className={styles.detail}>
      <header className={styles.head}>
        <h2 className={styles.name}>{span.name}</h2>
        <div className={styles.facts}>
          <ServiceName service={span.service} color={colors.get(span.service)} />
          <span>{span.kind}</span>
          <span>{formatDuration(duration)}</span>
          <span>at +{formatDuration(Math.max(0, offset))}</span>
          {gaps.length > 0 && <span>{gapText(gaps)}</span>}
        </div>
        {request && (
          <div className={styles.actions}>
            <CopyButton value={() => curlCommand(request)} label="Copy as cURL" />
          </div>
        )}
        {span.status.code === 'error' && (
          <p className={styles.status}>{span.status.message || 'This span failed.'}</p>
        )}
      </header>
      {exceptions.map((event) => (
        <Exception
          key={event.timeUnixNano}
          event={event}
          release={anyValueText(span.resource[ATTRIBUTES.serviceVersion])}
        />
      ))}
      {query && <QuerySection query={query} />}
      {payloads.map((payload) => (
        <PayloadSection key={payload.title} payload={payload} />
      ))}
      <Section title="Attributes" count={Object.keys(others).length} isOpen>
        <AttributeTable attributes={others} />
      </Section>
      {logs.length > 0 && (
        <Section title="Logs" count={logs.length} isOpen>
          {logs.map(({ log, offset: after }) => (
            <LogDetail key={log.id} log={log} offset={after} isOpen={`log:${log.id}` === openLog} />
          ))}
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
      <LinkSection title="Links" links={span.links} onOpen={onOpen} />
      <LinkSection title="Linked from" links={linkedFrom} onOpen={onOpen} />
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
        <ScrollText className={styles.code} text={json} />
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

function Exception({ event: { attributes }, release }: { event: SpanEvent; release: string }) {
  const type = anyValueText(attributes[ATTRIBUTES.exceptionType]) || 'Exception';
  const message = anyValueText(attributes[ATTRIBUTES.exceptionMessage]);
  const stack = anyValueText(attributes[ATTRIBUTES.exceptionStacktrace]);
  return (
    <div className={styles.exception}>
      <p>
        <strong>{type}</strong> {message}
      </p>
      {stack && <StackView stack={stack} release={release} />}
    </div>
  );
}
