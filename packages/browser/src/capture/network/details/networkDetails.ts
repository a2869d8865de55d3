import { ATTRIBUTES, graphqlOperation, INCIDENT_MODE_UNTIL_HEADER } from '@throughline/format';
import { safely } from '../../../safely.ts';
import { watchConnections } from '../connections/connections.ts';
import type { RequestDetails, StartNetworkDetails } from '../details.ts';
import { watchBeacons } from './beacon.ts';
import { bodySize } from './bodySize.ts';
import { createHeldSpans } from './heldSpans.ts';
import { watchPayloadsWanted } from './payloadsWanted.ts';
import { watchResourceTimings } from './resourceTimings.ts';

/** Characters of a body in which an operation of GraphQL is looked for: its name stands at the beginning, or near it. */
const LONGEST_SEARCHED = 65_536;

/**
 * Adds sizes, timings and names of GraphQL operations to requests, records beacons and connections, and, if it is wanted,
 * headers, bodies and messages, whose part is loaded then.
 */
export const startNetworkDetails: StartNetworkDetails = (emit, clock, rules, startSpan) => {
  const held = createHeldSpans((span) => safely(() => emit(span)));
  const timings = watchResourceTimings();
  const wanted = watchPayloadsWanted(clock, rules);

  const request: RequestDetails = (start) => {
    const { url, initiator, body, source } = start;
    const payload = safely(() => wanted.payloads()?.request(start));
    const attributes: Record<string, unknown> =
      safely(() => {
        const operation =
          typeof body === 'string' ? graphqlOperation(body.slice(0, LONGEST_SEARCHED)) : undefined;
        return {
          [ATTRIBUTES.httpRequestBodySize]: bodySize(body),
          [ATTRIBUTES.graphqlOperationName]: operation?.name,
          [ATTRIBUTES.graphqlOperationType]: operation?.type,
        };
      }) ?? {};
    return (span, response) => {
      const waits: Promise<Record<string, unknown>>[] = [];
      safely(() => {
        Object.assign(span.attributes, attributes);
        const operation = attributes[ATTRIBUTES.graphqlOperationName];
        if (operation) span.name += ` ${String(operation)}`;
        const isAnswered = response !== undefined || (source instanceof XMLHttpRequest && source.status > 0);
        const text = safely(() =>
          payload?.(isAnswered ? (response ?? (source as XMLHttpRequest)) : undefined),
        );
        if (text) waits.push(text);
        if (isAnswered && url.origin === location.origin) {
          const until = response
            ? response.headers.get(INCIDENT_MODE_UNTIL_HEADER)
            : (source as XMLHttpRequest).getResponseHeader(INCIDENT_MODE_UNTIL_HEADER);
          if (until) rules.incident.heard?.(until);
        }
        if (isAnswered || initiator === 'beacon')
          waits.push(timings.of(url, performance.now() - (clock.now() - span.start)));
      });
      held.hold(span, waits);
    };
  };

  const connections = watchConnections(emit, clock, startSpan, rules.redactedUrl, (url, data) =>
    wanted.payloads()?.message(url, data),
  );
  const unwatchBeacons = watchBeacons(startSpan);
  return {
    request,
    async settled() {
      await wanted.loaded();
      await held.settled();
    },
    leave() {
      held.release();
      connections.leave();
    },
    stop() {
      held.release();
      timings.stop();
      connections.stop();
      unwatchBeacons();
    },
  };
};
