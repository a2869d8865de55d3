import { expect, it } from 'vitest';
import { csvCell } from './sessionsCsv.ts';

it.each([
  ['Ada', 'Ada'],
  ['Lovelace, Ada', '"Lovelace, Ada"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['=cmd|"/c calc"!A1', `"'=cmd|""/c calc""!A1"`],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', `'\t=1`],
  [' =1', "' =1"],
  ['%0A=1', "'%0A=1"],
  ['a=1', 'a=1'],
  [-5, '-5'],
])('writes %j as text that no spreadsheet runs', (value, cell) => expect(csvCell(value)).toBe(cell));
