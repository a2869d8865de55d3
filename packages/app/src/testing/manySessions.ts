import { emptySession, type FixtureSession } from './fixture.ts';

const PEOPLE = [
  'Grace Hopper',
  'Alan Turing',
  'Edsger Dijkstra',
  'Barbara Liskov',
  'Donald Knuth',
  'Radia Perlman',
];
const PAGES = ['/', '/kettles/sage', '/checkout', '/account/orders', '/search'];
const SERVICES = ['shop', 'gateway', 'payment', 'fraud', 'orders', 'receipts', 'search'];

/** Many sessions, each begun `every` milliseconds before the last, the newest at `newest` (Unix milliseconds). */
export function manySessions(count: number, newest: number, every: number): FixtureSession[] {
  return Array.from({ length: count }, (_, index) => {
    const number = (7 * index + 3) % 11;
    const name = index % 4 === 3 ? undefined : PEOPLE[index % PEOPLE.length];
    const errors = number > 7 ? number - 7 : 0;
    return emptySession(
      `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      newest - index * every,
      {
        to: newest - index * every + 20_000 + number * 17_000,
        user: name ? { id: `u-${index % 6}`, name } : null,
        entryUrl: `https://shop.test${PAGES[index % PAGES.length]}`,
        counts: {
          clicks: number * 3,
          navigations: number,
          requests: number * 9 + 1,
          failedRequests: errors > 1 ? errors - 1 : 0,
          errors,
          spans: number * 40,
          logs: number * 12,
          segments: number + 1,
        },
        ...(number > 3 && {
          keptBecause: errors > 1 ? 'failed request' : errors > 0 ? 'exception' : 'sampled',
        }),
        services: SERVICES.slice(0, 1 + (index % SERVICES.length)).sort(),
      },
    );
  });
}
