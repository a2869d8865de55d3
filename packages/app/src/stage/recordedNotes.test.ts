import { expect, it } from 'vitest';
import type { TimedItem } from '../load/session.ts';
import { areaNotes, noteAt } from './recordedNotes.ts';

const AREA = { x: 1, y: 2, width: 3, height: 4 };
const item = (time: number, changes: Partial<TimedItem>): TimedItem => ({
  id: String(time),
  kind: 'event',
  timeUnixNano: `${time}000000`,
  time,
  service: 'shop',
  title: 'note: x',
  severity: 'normal',
  tabId: 'tab',
  ...changes,
});

it('shows the area of a note of this tab from shortly before its moment on, for some seconds, the later of two', () => {
  const notes = areaNotes(
    [
      item(2_000, { area: AREA }),
      item(3_000, {}),
      item(4_000, { area: AREA, tabId: 'other' }),
      item(7_000, { area: AREA }),
    ],
    'tab',
  );
  expect(notes.map(({ time }) => time)).toEqual([2_000, 7_000]);
  expect([999, 1_000, 5_999, 6_000, 11_999, 12_000].map((at) => noteAt(notes, at))).toEqual([
    -1, 0, 0, 1, 1, -1,
  ]);
});
