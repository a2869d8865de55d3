import { expect, it } from 'vitest';
import { readReplay, writeReplay } from './replayLine.ts';

const card = (id: number) => ({
  parentId: id - 1,
  nextId: null,
  node: { type: 2, tagName: 'p', attributes: { id: 'x', class: '"id":7,' }, childNodes: [], id },
});
const events = [
  { type: 4, data: { href: 'http://shop.test/', width: 1280, height: 720 }, timestamp: 1_790_000_000_123 },
  {
    type: 3,
    data: {
      source: 0,
      texts: [],
      attributes: [],
      removes: [{ parentId: 4, id: 900 }],
      adds: [card(40), card(41)],
    },
    timestamp: 1_790_000_000_130,
  },
  {
    type: 3,
    data: {
      source: 1,
      positions: [
        { x: 10.5, y: -3, id: 12, timeOffset: -450 },
        { x: 12, y: 0, id: -1, timeOffset: 0 },
      ],
    },
    timestamp: 1_790_000_000_131,
  },
];
const json = JSON.stringify(events);

it('gives back what was written', () => {
  const written = writeReplay(`spans\nlogs\n${json}`);
  expect(written.startsWith('spans\nlogs\n["short",{')).toBe(true);
  expect(JSON.parse(written.slice('spans\nlogs\n'.length))).toHaveLength(1 + events.length);
  expect(readReplay(written.slice('spans\nlogs\n'.length))).toBe(json);
});

it('writes what differs by little as the same text', () => {
  expect(writeReplay(json)).toContain('{"D":1,"E":{"A":"p","H":{"id":"x","J":"\\"id\\":7,"},"C":1}}');
});

it('leaves the other lines and what is no event as they are', () => {
  expect(writeReplay('{"id":7}\n{"id":8}\n')).toBe('{"id":7}\n{"id":8}\n');
});

it('takes a line without relative numbers as it is', () => {
  expect(readReplay(json)).toBe(json);
  expect(readReplay('')).toBe('');
});

it('leaves events that have such names themselves as they are', () => {
  const own = JSON.stringify([{ type: 2, tagName: 'p', attributes: { A: '1' }, id: 3 }]);
  expect(writeReplay(own)).toBe(own);
});

it('runs from its own source text', () => {
  const alone = new Function(`return (${writeReplay})(arguments[0])`) as typeof writeReplay;
  expect(alone(json)).toBe(writeReplay(json));
});
