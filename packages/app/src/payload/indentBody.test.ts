import { expect, it } from 'vitest';
import { indentBody } from './indentBody.ts';

it('indents JSON and keeps its digits', () => {
  expect(indentBody('{"id":12345678901234567890,"list":[1.0,{"a":"b, {c}"}],"none":{},"empty":[ ]}')).toBe(`{
  "id": 12345678901234567890,
  "list": [
    1.0,
    {
      "a": "b, {c}"
    }
  ],
  "none": {},
  "empty": []
}`);
});

it('shows what was cut off as far as it goes', () => {
  expect(indentBody('{"a":{"b":"c')).toBe(`{
  "a": {
    "b": "c`);
});

it('shows lines of JSON below each other', () => {
  expect(indentBody('{"a":1}\n{"a":2}')).toBe('{\n  "a": 1\n}\n{\n  "a": 2\n}');
});

it('shows a form one field a line', () => {
  expect(indentBody('q=red+shoes&password=[redacted]&bad=%')).toBe(
    'q = red shoes\npassword = [redacted]\nbad = %',
  );
});

it('leaves other text alone', () => {
  for (const text of ['<p>x</p>', 'a = b', '', '  text\n']) expect(indentBody(text)).toBe(text);
});

it('takes hostile text in its stride', () => {
  for (const part of ['{', '[', '"', '\\', '"a":', '}', 'a=b&'])
    expect(indentBody(`{${part.repeat(20_000)}`.slice(0, 65_536)).length).toBeGreaterThan(0);
});
