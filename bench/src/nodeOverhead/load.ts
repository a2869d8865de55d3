import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import { answer } from './child.ts';
import { SESSIONS } from './sessions.ts';
import type { Visitors } from './variants.ts';

/** What one load consists of. */
export interface Load {
  url: string;
  requests: number;
  /** Requests a second, sent at its beginning; without it each connection sends when it has been answered. */
  rate?: number | undefined;
  visitors: Visitors;
}

/** Answers, and what they took, milliseconds. */
export interface Loaded {
  latencies: number[];
  failed: number;
}

/** Few, so that requests do not queue: what they take is then the service's own time. */
const CONNECTIONS = 4;
/** Different addresses of the second route: real ones seldom repeat themselves. */
const ITEMS = 5_000;
const ORDER = JSON.stringify({
  customer: { id: 'c-1881', name: 'Ada', tier: 'gold' },
  items: [
    { sku: 'oak-shelf', price: 129, quantity: 1 },
    { sku: 'linen-sheet', price: 59.5, quantity: 2 },
  ],
  note: 'leave it at the door',
});

/** A process that sends requests as pages do that are recorded: in sessions, each with a trace of its own. */
let count = 0;
answer('', load);

async function load({ url, requests, rate, visitors }: Load): Promise<Loaded> {
  const latencies: number[] = [];
  const named = (request: autocannon.Request): autocannon.Request => ({
    ...request,
    headers: { ...request.headers, ...namesOf(visitors) },
  });
  const options: autocannon.Options = {
    url,
    amount: requests,
    ...(rate !== undefined && { overallRate: rate }),
    connections: CONNECTIONS,
    requests: [
      {
        method: 'POST',
        path: '/echo',
        headers: { 'content-type': 'application/json' },
        body: ORDER,
        setupRequest: named,
      },
      {
        method: 'GET',
        path: '/price/0',
        setupRequest: (request) => named({ ...request, path: `/price/${count % ITEMS}?currency=EUR` }),
      },
    ],
  };
  const { errors, non2xx } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on('response', (_client, _status, _bytes, milliseconds) => latencies.push(milliseconds));
  });
  return { latencies, failed: errors + non2xx };
}

/** The headers by which a page names session and trace. */
function namesOf({ sampledSession, sampledTrace, traceIdPrefix = '' }: Visitors): Record<string, string> {
  const sessions = sampledSession ? SESSIONS.sampled : SESSIONS.notSampled;
  const session = sessions[++count % sessions.length] ?? '';
  const ids = randomBytes(24).toString('hex');
  const traceId = `${traceIdPrefix}${ids}`.slice(0, 32);
  return {
    traceparent: `00-${traceId}-${ids.slice(32)}-${sampledTrace ? '01' : '00'}`,
    baggage: `session.id=${session}`,
    'x-session-id': session,
  };
}
