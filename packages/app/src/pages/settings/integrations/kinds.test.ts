import { expect, it } from 'vitest';
import { readTyped, typedValue } from './kinds.ts';

it('reads fields, a line each, and labels, and writes them as they were typed', () => {
  const fields = readTyped('customfield_10050 = {{session.url}}\n\n Query = a=b ', 'lines');
  expect(fields).toEqual({ customfield_10050: '{{session.url}}', Query: 'a=b' });
  expect(readTyped(typedValue(fields), 'lines')).toEqual(fields);
  expect(readTyped(' bug, ,replay', 'words')).toEqual(['bug', 'replay']);
  expect(typedValue(['bug', 'replay'])).toBe('bug, replay');
  expect(readTyped(' https://a.example ', undefined)).toBe('https://a.example');
});
