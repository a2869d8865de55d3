import { expect, test } from 'vitest';
import { BACKUP_LIMITS } from '../limits.ts';
import { piecesOf } from './pieces.ts';

const part = (name: string, rows: number, bytes: number) => ({ name, rows, bytes });

test('small parts are carried together, up to the size of a piece', () => {
  const parts = [part('a', 10, 40), part('b', 10, 60), part('c', 10, 1)];
  expect(piecesOf(parts, 100)).toEqual([{ parts: ['a', 'b'] }, { parts: ['c'] }]);
});

test('of a large part each row is carried once', () => {
  const pieces = piecesOf([part('small', 1, 1), part('large', 25, 250), part('next', 1, 1)], 100);
  expect(pieces).toEqual([
    { parts: ['large'], range: { from: 0, to: 10 } },
    { parts: ['large'], range: { from: 10, to: 20 } },
    { parts: ['large'], range: { from: 20, to: 25 } },
    { parts: ['small', 'next'] },
  ]);
});

test('a row larger than a piece is a piece of its own', () => {
  expect(piecesOf([part('huge', 2, 1000)], 100)).toHaveLength(2);
});

test('a piece names no more parts than a statement should', () => {
  const parts = Array.from({ length: BACKUP_LIMITS.partsAPiece + 1 }, (_, number) =>
    part(`p${number}`, 1, 1),
  );
  expect(piecesOf(parts).map((piece) => piece.parts.length)).toEqual([BACKUP_LIMITS.partsAPiece, 1]);
});

test('an empty table has none', () => {
  expect(piecesOf([])).toEqual([]);
});
