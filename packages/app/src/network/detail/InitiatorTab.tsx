import { Button } from '@mantine/core';
import { IconClick } from '@tabler/icons-react';
import type { TimedRequest } from '../../load/requests.ts';
import { toMilliseconds } from '../../load/times.ts';
import { selectSpan } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { useStore } from '../../state/store.ts';
import { formatDuration, formatPrecisePosition } from '../../ui/format.ts';
import styles from './Part.module.css';
import { Part } from './Part.tsx';

/** What caused the request: the action of the person, with a way there. */
export function InitiatorTab({ request }: { request: TimedRequest }) {
  const state = useSessionState();
  const from = useStore(state.moment, (moment) => moment.from);
  const { action, parentSpanId, traceId, start } = request;
  if (!action)
    return (
      <Part title="Caused by">
        <p className={styles.note}>
          {parentSpanId
            ? `Span ${parentSpanId}, which has not arrived: the page was left before its browser could send it, or a service made it.`
            : 'No action of the person: the page made it by itself, while it loaded, by a timer or after an answer.'}
        </p>
      </Part>
    );
  const begun = toMilliseconds(action.startTimeUnixNano);
  return (
    <Part title="Caused by">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconClick size={14} />}
        onClick={() => selectSpan(state, { traceId, spanId: action.spanId }, begun)}
      >
        {action.name}
      </Button>
      <p className={styles.note}>
        at {formatPrecisePosition(begun - from)}, {formatDuration(Math.max(0, start - begun))} before the
        request
      </p>
    </Part>
  );
}
