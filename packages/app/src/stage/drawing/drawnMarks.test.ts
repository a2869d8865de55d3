import type { MarkPoint, Note } from '@throughline/format';
import { describe, expect, it } from 'vitest';
import { isSlip, markedNotesAt, markThrough, pathOf, pointIn } from './drawnMarks.ts';

const marks = [{ shape: 'arrow' as const, points: [[0, 0] as MarkPoint, [1, 1] as MarkPoint] }];
const note = (id: string, moment: number, changes: Partial<Note> = {}): Note => ({
  id,
  session: 's',
  moment,
  text: id,
  author: { name: 'Ada', isMe: false },
  mentions: [],
  marks,
  tab: 'tab',
  createdAt: '',
  ...changes,
});

it('shows the marks of notes of this tab from their moments on, for some seconds', () => {
  const notes = [
    note('one', 1_000),
    note('two', 3_000),
    note('unmarked', 3_000, { marks: [] }),
    note('elsewhere', 3_000, { tab: 'other' }),
  ];
  const shown = [999, 1_000, 3_000, 5_999, 6_000, 8_000].map((at) =>
    markedNotesAt(notes, 'tab', at).map(({ id }) => id),
  );
  expect(shown).toEqual([[], ['one'], ['one', 'two'], ['one', 'two'], ['two'], []]);
});

it('draws over a page of any size', () => {
  expect(
    pathOf(
      {
        shape: 'rectangle',
        points: [
          [0.1, 0.2],
          [0.5, 1],
        ],
      },
      1000,
      500,
    ),
  ).toBe('M100 100H500V500H100Z');
  expect(
    pathOf(
      {
        shape: 'freehand',
        points: [
          [0, 0],
          [0.5, 0.5],
          [1, 0],
        ],
      },
      200,
      100,
    ),
  ).toBe('M0 0L100 50L200 0');
  expect(
    pathOf(
      {
        shape: 'arrow',
        points: [
          [0, 0],
          [1, 0],
        ],
      },
      100,
      100,
    ),
  ).toBe('M0 0L100 0M86 7L100 0L86 -7');
});

describe('a mark', () => {
  it('has the ends alone, or all points of a hand, thinned out', () => {
    const points = Array.from({ length: 1_000 }, (_, index): MarkPoint => [index / 999, 0.5]);
    expect(markThrough('arrow', points)?.points).toEqual([
      [0, 0.5],
      [1, 0.5],
    ]);
    const freehand = markThrough('freehand', points)?.points ?? [];
    expect(freehand).toHaveLength(200);
    expect([freehand[0], freehand.at(-1)]).toEqual([
      [0, 0.5],
      [1, 0.5],
    ]);
    expect(markThrough('freehand', points.slice(0, 1))).toBeNull();
  });

  it('is none if the hand hardly moved', () => {
    expect(
      isSlip(
        {
          shape: 'rectangle',
          points: [
            [0.5, 0.5],
            [0.502, 0.501],
          ],
        },
        1000,
        1000,
      ),
    ).toBe(true);
    expect(
      isSlip(
        {
          shape: 'rectangle',
          points: [
            [0.5, 0.5],
            [0.6, 0.5],
          ],
        },
        1000,
        1000,
      ),
    ).toBe(false);
  });

  it('stays on the page where the pointer leaves it', () => {
    const page = { left: 100, top: 50, width: 200, height: 100 };
    expect(pointIn(page, { clientX: 150, clientY: 75 })).toEqual([0.25, 0.25]);
    expect(pointIn(page, { clientX: 0, clientY: 500 })).toEqual([0, 1]);
  });
});
