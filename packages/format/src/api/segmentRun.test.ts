import { expect, it } from 'vitest';
import { readSegmentLines, writeSegmentLine } from './segmentRun.ts';

it('reads the events of each segment as they were written, each line JSON', () => {
  const segments = [
    { seq: 0, events: '[{"type":4,"data":{"href":"a\\nb"}}]' },
    { seq: 7, events: '[]' },
  ];
  const text = segments.map(writeSegmentLine).join('');
  expect(readSegmentLines(text)).toEqual(segments);
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).seq),
  ).toEqual([0, 7]);
  expect(readSegmentLines('')).toEqual([]);
  expect(readSegmentLines('nothing\n{"error":1}\n')).toEqual([]);
});
