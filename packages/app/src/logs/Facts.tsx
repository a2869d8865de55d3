import { ATTRIBUTES, anyValueText } from '@throughline/format';
import { toMilliseconds } from '../load/times.ts';
import { CopyAction } from '../ui/CopyAction.tsx';
import { formatDuration, formatPrecisePosition, formatUtc } from '../ui/format.ts';
import styles from './Facts.module.css';
import type { LogLine } from './logLines.ts';

/** When a line was written, by whom, and to what it belongs. */
export function Facts({ line: { time, level, log, source }, from }: { line: LogLine; from: number }) {
  const { correctionNano, observedTimeUnixNano, severityNumber, severityText, scope } = { ...log, ...source };
  const correction = Number(correctionNano ?? 0) / 1e6;
  const facts: [name: string, value: string | undefined][] = [
    ['Time', `${formatUtc(time)} (${formatPrecisePosition(time - from)} into the session)`],
    [
      'Clock correction',
      correction === 0
        ? undefined
        : `${correction > 0 ? '+' : '−'}${formatDuration(Math.abs(correction))}; its source said ${formatUtc(time - correction)}`,
    ],
    ['Observed', observedTimeUnixNano && formatUtc(toMilliseconds(observedTimeUnixNano))],
    [
      'Severity',
      [severityText || level, severityNumber > 0 && `(${severityNumber})`].filter(Boolean).join(' '),
    ],
    ['Event', log.eventName],
    ['Exception', anyValueText(log.attributes[ATTRIBUTES.exceptionType]) || undefined],
    ['Trace', log.traceId],
    ['Span', log.spanId],
    ['Session', anyValueText(log.attributes[ATTRIBUTES.sessionId]) || undefined],
    ['Tab', log.tabId],
    ['Release', anyValueText(source.resource[ATTRIBUTES.serviceVersion]) || undefined],
    ['Scope', [scope.name, scope.version].filter(Boolean).join(' ') || undefined],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value}
                {COPIED.has(name) && <CopyAction value={value} label={`Copy ${name.toLowerCase()} id`} />}
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

const COPIED: ReadonlySet<string> = new Set(['Trace', 'Span', 'Session', 'Tab']);
