import type { Samples } from './samples.ts';

/** One kind of question, asked `times` times with values that differ. */
export interface Question {
  name: string;
  /** Which of `scans.ts` gives the same records by reading all. */
  scan?: string;
  times: number;
  /** Path and query below `/api`, of time number `index`. */
  path: (samples: Samples, index: number) => string;
}

const HOUR_MS = 3_600_000;
/** Of what an engineer waits for while he looks at one session. */
const OFTEN = 60;
/** Of searches. */
const SELDOM = 8;

const SERVICES = ['payment', 'cart', 'fraud', 'mail', 'tax', 'search'];

const of = <Item>(list: readonly Item[], index: number): Item => list[index % list.length] as Item;
/** Each time another end of the range, in the last hours: so no answer can be remembered from the time before. */
const until = ({ until: newest }: Samples, index: number): string => `to=${newest - index * 7_000}`;
const search = (
  name: string,
  scan: string | undefined,
  query: (samples: Samples, index: number) => string,
): Question => ({
  name: `search: ${name}`,
  ...(scan && { scan }),
  times: SELDOM,
  path: (samples, index) => `/sessions?limit=20&${until(samples, index)}&${query(samples, index)}`,
});

export const QUESTIONS: readonly Question[] = [
  {
    name: 'open a session',
    scan: 'session',
    times: OFTEN,
    path: ({ sessions }, index) => `/sessions/${of(sessions, index)}`,
  },
  {
    name: 'its timeline, first page of 1,000',
    scan: 'timeline',
    times: OFTEN,
    path: ({ sessions }, index) => `/sessions/${of(sessions, index)}/timeline`,
  },
  {
    name: 'a page of 1,000 within the session of 100,000 records',
    scan: 'timeline',
    times: OFTEN,
    path: ({ giant }, index) =>
      `/sessions/${giant.id}/timeline?from=${Math.round(giant.from + ((giant.to - giant.from) * (index + 1)) / (OFTEN + 2))}`,
  },
  {
    name: 'its traces as lines of a waterfall',
    times: OFTEN,
    path: ({ sessions }, index) => `/sessions/${of(sessions, index)}/spans`,
  },
  {
    name: 'its segments by range',
    scan: 'segments',
    times: OFTEN,
    path: ({ sessions }, index) =>
      `/sessions/${of(sessions, index)}/segments?from=0&to=${4_102_444_800_000 - index}`,
  },
  {
    name: 'the events of one segment',
    times: OFTEN,
    path: ({ segments }, index) => {
      const { session, tab, seq } = of(segments, index);
      return `/sessions/${session}/segments/${tab}/${seq}`;
    },
  },
  {
    name: 'logs of a session',
    scan: 'logs',
    times: OFTEN,
    path: ({ sessions }, index) => `/sessions/${of(sessions, index)}/logs`,
  },
  {
    name: 'a trace',
    scan: 'trace',
    times: OFTEN,
    path: ({ traces }, index) => `/traces/${of(traces, index)}`,
  },
  {
    name: 'logs of a trace',
    times: OFTEN,
    path: ({ traces }, index) => `/traces/${of(traces, index)}/logs`,
  },
  {
    name: 'the 50 newest sessions',
    scan: 'list',
    times: SELDOM,
    path: (samples, index) => `/sessions?limit=50&${until(samples, index)}`,
  },
  search('one user', 'user', (_, index) => `user=person${3000 + index * 17}@`),
  search('page address, rare', 'url', (_, index) => `url=product-${1900 + index}`),
  search('page address, common', undefined, () => 'url=checkout'),
  search('with errors', undefined, () => 'error=true'),
  search('without errors', undefined, () => 'error=false'),
  search('event', 'event', () => 'event=exception'),
  search('service', undefined, (_, index) => `service=${of(SERVICES, index)}`),
  search(
    'span name, rare',
    'span',
    (_, index) => `span=${encodeURIComponent(`GET /api/route-${150 + index}`)}`,
  ),
  search(
    'span name and duration',
    undefined,
    (_, index) => `span=${encodeURIComponent(`GET /api/route-${index}`)}&minSpanDuration=4000`,
  ),
  search('length of the session', undefined, () => 'minDuration=120000'),
  search(
    'attribute, rare',
    'attribute',
    ({ orders }, index) => `attribute=${encodeURIComponent(`order.id=${of(orders, index)}`)}`,
  ),
  search(
    'attribute, common',
    undefined,
    (_, index) => `attribute=${encodeURIComponent(`tenant=tenant-${index}`)}`,
  ),
  search(
    'attribute, nowhere',
    undefined,
    (_, index) => `attribute=${encodeURIComponent(`order.id=nowhere-${index}`)}`,
  ),
  search(
    'free text, rare',
    'text',
    ({ orders }, index) => `q=${encodeURIComponent(`${of(orders, index + SELDOM)}`)}`,
  ),
  search('free text, common', undefined, (_, index) => `q=route-${index}`),
  search(
    'free text, nowhere, in the last hour',
    undefined,
    ({ until: newest }, index) => `q=nowhere-${index}&from=${newest - HOUR_MS}`,
  ),
  search(
    'four conditions',
    undefined,
    (_, index) => `user=person&error=true&service=${of(SERVICES, index)}&event=exception`,
  ),
];
