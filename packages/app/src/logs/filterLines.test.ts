import { expect, it } from 'vitest';
import { ALL_LOGS } from '../state/logsView.ts';
import { lineAsText, linesAsNdjson } from './exportLines.ts';
import { countByService, filterLines, markWords, matchesOf, nextMatch, wordsOf } from './filterLines.ts';
import { inOrder, type LogLine, logLines, textOf } from './logLines.ts';

const log = (id: string, ms: number, severityNumber: number, body: string, source = 0) => ({
  id,
  timeUnixNano: `${ms}000000`,
  severityNumber,
  body: { stringValue: body },
  attributes: { order: { intValue: '17' }, 'exception.type': { stringValue: 'E' } },
  source,
});
const SOURCES = ['shop', 'payment'].map((service) => ({
  service,
  resource: {},
  scope: { name: '', version: '' },
}));
const LINES = inOrder(
  logLines({
    logs: [
      log('b', 2_000, 17, 'Charge failed\n  badly', 1),
      log('a', 1_000, 0, 'page opened'),
      log('c', 3_000, 13, 'charge retried', 1),
      log('d', 4_000, 5, 'cache miss'),
      log('a', 1_000, 0, 'page opened'),
      log('x', 1_000, 0, 'of a source that is not there', 9),
    ],
    sources: SOURCES,
  }),
);
const ids = (lines: readonly LogLine[]) => lines.map(({ id }) => id).join('');
const SHOWN = { range: null, keepsAll: false };

it('stand in the order of time, each once, with level and own fields', () => {
  expect(ids(LINES)).toBe('abcd');
  expect(LINES.map(({ level }) => level)).toEqual(['info', 'error', 'warn', 'debug']);
  expect(LINES[1]).toMatchObject({ text: 'Charge failed ⏎ badly', fields: 'order=17', service: 'payment' });
});

it('are narrowed by words, service, level and range, and counted as if all levels were on', () => {
  const narrow = (view: object, shown: object = {}) =>
    filterLines(LINES, { ...ALL_LOGS, ...view }, { ...SHOWN, ...shown });
  expect(ids(narrow({ query: 'CHARGE order=17' }).lines)).toBe('bc');
  expect(ids(narrow({ query: 'charge' }, { keepsAll: true }).lines)).toBe('abcd');
  expect(ids(narrow({ service: 'payment', hidden: ['warn'] }).lines)).toBe('b');
  expect(narrow({ service: 'payment', hidden: ['warn'] }).counts).toEqual({
    error: 1,
    warn: 1,
    info: 0,
    debug: 0,
  });
  expect(ids(narrow({}, { range: { from: 1_500, to: 3_000 } }).lines)).toBe('bc');
  expect([...countByService(LINES)]).toEqual([
    ['payment', 2],
    ['shop', 2],
  ]);
});

it('have matches that one goes round', () => {
  const matches = matchesOf(LINES, 'charge');
  expect(matches).toEqual([1, 2]);
  expect([nextMatch(matches, 0, 1), nextMatch(matches, 2, 1), nextMatch(matches, 1, -1)]).toEqual([1, 1, 2]);
  expect(nextMatch([], 0, 1)).toBeUndefined();
  expect(matchesOf(LINES, ' ')).toEqual([]);
});

it('mark every word, wherever it stands', () => {
  const marked = (text: string, query: string) =>
    markWords(text, wordsOf(query))
      .map((part) => (part.isMarked ? `[${part.text}]` : part.text))
      .join('');
  expect(marked('Charge failed: charge', 'charge FAIL')).toBe('[Charge] [fail]ed: [charge]');
  expect(marked('aaa', 'aa a')).toBe('[aaa]');
  expect(marked('<b>.*', '.*')).toBe('<b>[.*]');
  expect(marked('İstanbul is', 'is')).toBe('İstanbul is');
  expect(marked('', 'x')).toBe('');
});

it('are told with what was thrown', () => {
  const exception = {
    ...log('e', 1, 17, 'm'),
    attributes: { 'exception.message': { stringValue: 'timeout' } },
  };
  expect(textOf(exception)).toBe('m: timeout');
  expect(textOf({ ...exception, eventName: 'exception' })).toBe('timeout');
  expect(textOf({ ...exception, eventName: 'order.placed', attributes: {} })).toBe('order.placed m');
});

it('go out as text and as lines of JSON', () => {
  const [line] = LINES as [LogLine];
  expect(lineAsText(line)).toBe('1970-01-01T00:00:01.000Z INFO shop page opened');
  const written = linesAsNdjson(LINES).trimEnd().split('\n');
  expect(written).toHaveLength(4);
  expect(JSON.parse(written[1] ?? '')).toMatchObject({
    level: 'error',
    body: 'Charge failed\n  badly',
    attributes: { order: 17 },
  });
});
