import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore } from '../../storeOnly.ts';
import {
  insertRows,
  logRow,
  NO_SESSION,
  type Row,
  resourceOf,
  sessionId,
  spanRow,
  traceId,
} from '../../testing/rows.ts';
import { removeFolder, temporaryFolder } from '../../testing/serverProcess.ts';
import type { Engine } from '../engine.ts';

/** Which exceptions the engine makes one issue, and which it keeps apart. */

let folder: string;
let engine: Engine;
beforeAll(async () => {
  folder = await temporaryFolder();
  engine = await openStore(folder);
});
afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

interface Thrown {
  type?: string;
  message?: string;
  stack?: string;
  browser?: boolean;
}

const JS = 'https://shop.test/assets';
const NOW = Date.now() - 60_000;
let projects = 0;

/** The issues that these exceptions are, as many as there are different ones. */
async function issuesOf(
  thrown: readonly Thrown[],
): Promise<{ fingerprint: string; place: string; events: string }[]> {
  projects += 1;
  const project = `project-${projects}`;
  const rows = thrown.map(
    ({ type = 'Error', message = '', stack = '', browser = false }): Row =>
      logRow(NOW, {
        project,
        event_name: EVENTS.exception,
        attributes: {
          [ATTRIBUTES.exceptionType]: type,
          [ATTRIBUTES.exceptionMessage]: message,
          [ATTRIBUTES.exceptionStacktrace]: stack,
        },
        resource: resourceOf(browser ? { [ATTRIBUTES.telemetrySdkLanguage]: 'webjs' } : {}),
      }),
  );
  await insertRows(engine, 'logs', rows);
  return engine.query(
    `SELECT lower(hex(fingerprint)) AS fingerprint, any(place) AS place, toString(sum(events)) AS events FROM issue_minutes
    WHERE project = {project:String} GROUP BY fingerprint`,
    { project },
  );
}

const messages = (...all: string[]) => all.map((message) => ({ message }));
const stacks = (...all: string[]) => all.map((stack) => ({ message: 'failed', stack, browser: true }));

it.each<[string, Thrown[]]>([
  ['numbers', messages('order 17 failed after 1,250.5 ms', 'order 90210 failed after 3 ms')],
  ['numbers with a unit', messages('timed out after 1500ms', 'timed out after 30ms')],
  [
    'UUIDs',
    messages('no cart 0f8fad5b-d9cb-469f-a165-70867728950e', 'no cart 7C9E6679-7425-40DE-944B-E07FC1F90AE7'),
  ],
  ['hex', messages('block 0x7ffe12 at deadbeefcafe', 'block 0x1 at 5f3a9c1b2d4e')],
  ['ids of letters and digits', messages('no charge ch_3MtwBwLkdIwHu7ix', 'no charge ch_1PqaZ9KdIwAa2b')],
  ['short ids', messages('no user_7', 'no user_4211')],
  ['quoted texts', messages('no field "colour of \\"it\\""', 'no field "size"')],
  [
    'texts in single quotes',
    messages("can't read 'colour' of user's cart", "can't read 'it's size' of user's cart"),
  ],
  ['texts in backticks', messages('no table `orders`', 'no table `carts`')],
  ['times', messages('due 2026-11-23T18:00:00.123Z', 'due 2025-01-02 03:04')],
  ['e-mail addresses', messages('no mail for ada@example.com', 'no mail for grace.hopper@navy.example')],
  [
    'what varies in an address',
    messages('GET https://api.test/orders/17?token=abc failed', 'GET https://api.test/orders/99812#x failed'),
  ],
  ['further lines of a message', messages('invalid\n  - email', 'invalid\n  - name\n  - street')],
  ['white space', messages('it  failed ', 'it failed')],
  ['names that a minifier gave', messages('n is not a function', 'te is not a function')],
  [
    'lines, columns and hosts of a stack',
    stacks(
      `Error: failed\n    at pay (${JS}/shop.js:1:2041)\n    at submit (${JS}/shop.js:2:1)`,
      `Error: failed\n    at pay (http://localhost:8080/assets/shop.js?v=3:7:20)\n    at submit (http://localhost:8080/assets/shop.js:9:9)`,
    ),
  ],
  [
    'hashes that bundlers put into names of files',
    stacks(
      `    at pay (${JS}/index-B1xYz_9a.js:1:2)\n    at load (${JS}/main.3f2a9c1b.chunk.js:1:1)\n    at run (${JS}/417.0a1b2c3d4e5f.js:1:1)`,
      `    at pay (${JS}/index-CkYw-qPz.js:1:8)\n    at load (${JS}/main.99887766.chunk.js:4:1)\n    at run (${JS}/902.ffeeddccbbaa.js:1:1)`,
    ),
  ],
  [
    'names of functions that a minifier gave',
    stacks(
      `    at t (${JS}/index.js:1:2)\n    at n.pay (${JS}/index.js:1:9)`,
      `    at e (${JS}/index.js:1:2)\n    at Qr.pay (${JS}/index.js:1:9)`,
    ),
  ],
  [
    'browsers',
    stacks(
      `Error: failed\n    at Till.pay (${JS}/shop.js:1:2041)\n    at async submit (${JS}/shop.js:2:1)\n    at HTMLButtonElement.<anonymous> (${JS}/shop.js:3:1)`,
      `pay@${JS}/shop.js:1:2041\nasync*submit@${JS}/shop.js:2:1\n@${JS}/shop.js:3:1\n`,
    ),
  ],
  [
    'what libraries add',
    stacks(
      `Error: failed\n    at pay (/app/dist/pay.js:1:1)\n    at next (/app/node_modules/express/lib/route.js:1:1)\n    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`,
      `Error: failed\n    at pay (/srv/build-17/dist/pay.js:9:1)\n    at handle (/srv/build-17/node_modules/koa/lib/application.js:1:1)`,
    ),
  ],
  [
    'what caused them',
    stacks(
      '    at pay (/app/pay.js:1:1)\nCaused by: Error: away\n    at call (/app/call.js:1:1)',
      '    at pay (/app/pay.js:1:1)\n  [cause]: Error: reset\n    at write (/app/write.js:1:1)',
    ),
  ],
  [
    'lines of Python',
    stacks(
      'Traceback (most recent call last):\n  File "/app/main.py", line 3, in main\n    pay()\n  File "/app/pay.py", line 9, in pay\n    raise Failed()\nFailed: failed',
      'Traceback (most recent call last):\n  File "/srv/main.py", line 30, in main\n    pay()\n  File "/srv/pay.py", line 90, in pay\n    raise Failed()\nFailed: failed',
    ),
  ],
  [
    'lines of Java',
    stacks(
      'shop.Failed: failed\n\tat com.shop.Till.pay(Till.java:12)\n\tat com.shop.Cart.submit(Cart.java:4)\n\tat java.base/java.lang.Thread.run(Thread.java:840)',
      'shop.Failed: failed\n\tat com.shop.Till.pay(Till.java:90)\n\tat com.shop.Cart.submit(Cart.java:7)\n\t... 12 more',
    ),
  ],
  [
    'addresses of Go',
    stacks(
      'goroutine 1 [running]:\nmain.(*Till).pay(0xc000012, 0x1)\n\t/app/till.go:12 +0x1d\nmain.main()\n\t/app/main.go:4 +0x20\n',
      'goroutine 34 [running]:\nmain.(*Till).pay(0xc0000ff, 0x7)\n\t/srv/till.go:19 +0x2f\nmain.main()\n\t/srv/main.go:8 +0x21\n',
    ),
  ],
])('groups exceptions that differ in %s', async (_what, thrown) => {
  const issues = await issuesOf(thrown);
  expect(issues).toEqual([expect.objectContaining({ events: String(thrown.length) })]);
});

it.each<[string, Thrown[]]>([
  [
    'type',
    [
      { type: 'TypeError', message: 'failed' },
      { type: 'RangeError', message: 'failed' },
    ],
  ],
  ['message', messages('the cart is empty', 'the card is empty')],
  ['status', messages('Request failed with status code 404', 'Request failed with status code 500')],
  [
    'number of a minified message',
    messages('Minified React error #418; visit the docs', 'Minified React error #423; visit the docs'),
  ],
  ['host', messages('https://a.test/x is away', 'https://b.test/x is away')],
  ['function', stacks('    at pay (/app/pay.js:1:1)', '    at refund (/app/pay.js:1:1)')],
  ['file', stacks('    at run (/app/pay.js:1:1)', '    at run (/app/refund.js:1:1)')],
  [
    'caller',
    stacks(
      '    at check (/app/a.js:1:1)\n    at pay (/app/b.js:1:1)',
      '    at check (/app/a.js:1:1)\n    at refund (/app/b.js:1:1)',
    ),
  ],
  [
    'word behind a hyphen in the name of a file',
    stacks('    at run (/app/cart-controller.js:1:1)', '    at run (/app/cart-repository.js:1:1)'),
  ],
  [
    'innermost call of Python',
    stacks(
      'Traceback (most recent call last):\n  File "/app/main.py", line 3, in main\n  File "/app/pay.py", line 9, in pay\nFailed: failed',
      'Traceback (most recent call last):\n  File "/app/main.py", line 3, in main\n  File "/app/pay.py", line 9, in refund\nFailed: failed',
    ),
  ],
  [
    'side',
    [
      { message: 'failed', browser: true },
      { message: 'failed', browser: false },
    ],
  ],
])('keeps exceptions apart that differ in %s', async (_what, thrown) => {
  expect(await issuesOf(thrown)).toHaveLength(thrown.length);
});

it('says where: the innermost call of the own code', async () => {
  const stack = `Error: failed\n    at node:internal/x:1:1\n    at Query.run (/app/node_modules/pg/lib/query.js:1:1)\n    at async Orders.reserve (file:///app/dist/orders.js:18:9)`;
  expect(await issuesOf([{ message: 'failed', stack }])).toMatchObject([{ place: 'reserve orders.js' }]);
});

it('takes hostile texts as texts', async () => {
  const long = 30_000;
  const hostile = [
    "'; DROP TABLE logs; --",
    '\\',
    '\u0000',
    `at ${'('.repeat(long)}`,
    '@'.repeat(long),
    "'".repeat(long),
    'a1'.repeat(long / 2),
  ];
  const issues = (
    await Promise.all(hostile.map((text) => issuesOf([{ message: text }, { stack: `x\n    at ${text}:1` }])))
  ).flat();
  expect(issues.length).toBeGreaterThan(3);
});

it('adds up exceptions of logs and of spans, by minute and session', async () => {
  const attributes = { [ATTRIBUTES.exceptionType]: 'Error', [ATTRIBUTES.exceptionMessage]: 'gone' };
  const at = Date.UTC(2026, 0, 2, 3, 4, 5);
  const received_at = '2026-01-02 03:04:06';
  await insertRows(engine, 'spans', [
    spanRow(traceId(1), 1, at, {
      project: 'added',
      session_id: NO_SESSION,
      event_time: [`${at}000000`, `${at + 1}000000`, `${at + 2}000000`],
      event_name: ['exception', 'retry', 'exception'],
      event_attributes: [attributes, {}, { ...attributes, [ATTRIBUTES.exceptionMessage]: 'late' }],
      received_at,
    }),
    spanRow(traceId(2), 1, at, { project: 'added', received_at }),
  ]);
  const log = (session: string, later: number) =>
    logRow(at + later, { project: 'added', session_id: session, attributes, received_at });
  await insertRows(engine, 'logs', [
    log(sessionId(1), 0),
    log(sessionId(1), 10),
    log(sessionId(1), 60_000),
    log(sessionId(2), 1),
  ]);
  await insertRows(engine, 'logs', [logRow(at, { project: 'added', received_at })]);
  const rows = await engine.query<{ message: string; minutes: string; events: string }>(
    `SELECT latest.message AS message, toString(count()) AS minutes, toString(sum(events)) AS events
    FROM issue_minutes WHERE project = 'added' GROUP BY message ORDER BY message`,
  );
  expect(rows).toEqual([
    { message: 'gone', minutes: '4', events: '5' },
    { message: 'late', minutes: '1', events: '1' },
  ]);
});
