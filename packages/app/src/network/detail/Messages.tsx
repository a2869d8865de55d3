import { ATTRIBUTES, anyValueText, EVENTS, fromAnyValue, type LogRecord } from '@throughline/format';
import { toMilliseconds } from '../../load/times.ts';
import { formatBytes, formatDuration } from '../../ui/format.ts';
import styles from './Messages.module.css';
import { NotRecorded } from './NotRecorded.tsx';
import { Part } from './Part.tsx';

/** Messages shown at most: the SDK records 200 of a connection. */
const SHOWN_MOST = 500;

/** What came and went over a connection, and how it ended. */
export function Messages({
  logs,
  start,
}: {
  logs: readonly LogRecord[];
  /** When it was opened, Unix milliseconds. */
  start: number;
}) {
  const messages = logs.filter(({ eventName }) => eventName === EVENTS.connectionMessage);
  const traffic = logs.findLast(
    ({ eventName }) => eventName === EVENTS.connectionClose || eventName === EVENTS.connectionTraffic,
  );
  return (
    <>
      {traffic && (
        <Part title="Traffic">
          <p className={styles.traffic}>{trafficText(traffic)}</p>
        </Part>
      )}
      <Part title="Messages">
        {messages.length === 0 ? (
          <NotRecorded what="Messages" option="network: { messages: true }" />
        ) : (
          <ol className={styles.messages} aria-label="Messages">
            {messages.slice(0, SHOWN_MOST).map((log) => {
              const isSent = anyValueText(log.attributes[ATTRIBUTES.networkIoDirection]) === 'transmit';
              return (
                <li key={log.id} className={styles.message}>
                  <span
                    role="img"
                    aria-label={isSent ? 'sent' : 'received'}
                    className={isSent ? styles.sent : styles.received}
                  >
                    {isSent ? '↑' : '↓'}
                  </span>
                  <span className={styles.time}>
                    +{formatDuration(Math.max(0, toMilliseconds(log.timeUnixNano) - start))}
                  </span>
                  <span className={styles.text}>{anyValueText(log.body)}</span>
                </li>
              );
            })}
          </ol>
        )}
      </Part>
    </>
  );
}

function trafficText({ attributes, eventName, body }: LogRecord): string {
  const count = (name: string) => Number(fromAnyValue(attributes[name]) ?? 0) || 0;
  const side = (name: string, messages: string, size: string) =>
    `${count(messages).toLocaleString('en')} ${name} (${formatBytes(count(size))})`;
  const code = anyValueText(attributes[ATTRIBUTES.connectionCloseCode]);
  const end =
    eventName === EVENTS.connectionClose
      ? ['closed', code && `with code ${code}`, anyValueText(body)].filter(Boolean).join(' ')
      : 'still open when last told of';
  return [
    side('sent', ATTRIBUTES.connectionSentMessages, ATTRIBUTES.connectionSentSize),
    side('received', ATTRIBUTES.connectionReceivedMessages, ATTRIBUTES.connectionReceivedSize),
    end,
  ].join(', ');
}
