import type { IssueDetail, IssueTimes, ReleaseSummary } from '@throughline/format';
import type { Fixture } from './fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const THROWN = [
  ['TypeError', "Cannot read properties of undefined (reading 'total')", 'total till.ts', 'shop'],
  ['PaymentDeclined', 'the bank declined card ending in 4242', 'charge charge.js', 'payment'],
  ['', 'Script error.', '', 'shop'],
  [
    'QueryTimeout',
    'canceling statement due to statement timeout after 5000 ms',
    'reserve orders.js',
    'inventory',
  ],
] as const;

const STACK = `TypeError: Cannot read properties of undefined (reading 'total')
    at Till.total (https://shop.test/assets/index-B1xYz_9a.js:1:2041)
    at checkout (https://shop.test/assets/index-B1xYz_9a.js:1:90)`;

/** Issues in every state, with releases and times: the same ones every time, the latest `now`. */
export function manyIssues(
  now: number,
  session: string,
): Required<Pick<Fixture, 'issues' | 'issueTimes' | 'releases'>> {
  const issues = THROWN.map(([type, message, place, service], index): IssueDetail => {
    const lastSeen = now - index * HOUR;
    const counts = Array.from(
      { length: 28 },
      (_, at) => ((at * 7 + index * 5) % 11) * (at > 12 + index ? 3 : 0),
    );
    return {
      fingerprint: `${index}`.padStart(16, 'a'),
      type,
      message,
      place,
      isBrowser: service === 'shop',
      services: [service],
      events: 1_200 - index * 290,
      sessions: 310 - index * 70,
      users: 280 + index * 60,
      firstSeen: now - (index + 2) * DAY,
      lastSeen,
      trend: { from: now - 7 * DAY, stepMs: 6 * HOUR, counts },
      state: index === 3 ? 'ignored' : 'open',
      ...(index === 1 && { regression: { at: now - 3 * HOUR, release: '2.1.0', service } }),
      sample: {
        type,
        message,
        stack: type ? STACK : '',
        at: lastSeen,
        service,
        release: '1.4.0',
        sessionId: session,
      },
      history: { ...(index === 1 && { resolvedAt: new Date(now - DAY).toISOString(), resolvedBy: 'Grace' }) },
      releases: [
        { service, release: '1.4.0', events: 900, firstSeen: now - DAY, lastSeen },
        { service, release: '', events: 300, firstSeen: now - 2 * DAY, lastSeen: now - DAY },
      ],
      occurrences: [
        { at: lastSeen, service, release: '1.4.0', sessionId: session, user: 'ada' },
        { at: lastSeen - HOUR, service, release: '1.4.0', traceId: 'b'.repeat(32) },
      ],
      knownReleases: ['1.4.0', '1.3.9'],
    };
  });
  const release = (service: string, name: string, age: number, adoption: number): ReleaseSummary => ({
    service,
    release: name,
    firstSeen: now - age * DAY,
    lastSeen: now - (1 - adoption) * DAY,
    sessions: Math.round(adoption * 900),
    adoption,
    exceptions: Math.round(adoption * 400),
    sessionsWithExceptions: Math.round(adoption * 60),
    newIssues: age < 2 ? 2 : 0,
  });
  const weeks = Array.from({ length: 12 }, (_, index) => ({
    week: new Date(now - (11 - index) * 7 * DAY).toISOString().slice(0, 10),
    toViewMs: index === 4 ? null : (16 - index) * HOUR,
    viewed: index === 4 ? 0 : 3,
    toResolveMs: (40 - index * 2) * HOUR,
    resolved: 2,
  }));
  const issueTimes: IssueTimes = { weeks, toViewMs: 9 * HOUR, toResolveMs: 29 * HOUR };
  return {
    issues,
    issueTimes,
    releases: [
      release('shop', '1.4.0', 1, 0.82),
      release('payment', '2.1.0', 1, 0),
      release('shop', '1.3.9', 9, 0.18),
    ],
  };
}
