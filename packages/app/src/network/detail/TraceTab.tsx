import { Button } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import type { Trace } from '@throughline/format';
import { servicesBehind } from '@throughline/model';
import { useMemo } from 'react';
import type { TimedRequest } from '../../load/requests.ts';
import { selectSpan } from '../../state/actions.ts';
import { useSessionState } from '../../state/sessionState.tsx';
import { ServiceName } from '../../ui/ServiceName.tsx';
import partStyles from './Part.module.css';
import { Part } from './Part.tsx';
import styles from './TraceTab.module.css';

/** What the services did for the request, in short, with the way to all of it. */
export function TraceTab({
  request,
  trace,
  colors,
}: {
  request: TimedRequest;
  trace: Trace;
  /** Colour by service. */
  colors: ReadonlyMap<string, string>;
}) {
  const state = useSessionState();
  const services = useMemo(() => servicesBehind(trace.spans, request.spanId), [trace, request]);
  const openWaterfall = () => {
    selectSpan(state, request, request.start);
    state.panel.set('waterfall');
  };
  return (
    <>
      <Part title="Services behind it">
        {services.length === 0 ? (
          <p className={partStyles.note}>
            No service has told of this request: it has no tracing, its exporter sends elsewhere, the trace
            was not sampled, or CORS kept the <code>traceparent</code> header from it.
          </p>
        ) : (
          <ul className={styles.services} aria-label="Services behind it">
            {services.map(({ service, spans, errors, firstError }) => (
              <li key={service} className={styles.service}>
                <ServiceName service={service} color={colors.get(service)} />
                <span className={styles.count}>
                  {spans} {spans === 1 ? 'span' : 'spans'}
                </span>
                {errors > 0 && <span className={styles.errors}>{errors} failed</span>}
                {firstError && <span className={styles.error}>{firstError}</span>}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconStack2 size={14} />}
        onClick={openWaterfall}
      >
        Open in the waterfall
      </Button>
    </>
  );
}
