import { describe, expect, test } from 'vitest';
import { withLogFields } from './logFields.ts';

const fields = { trace_id: 'a', span_id: 'b', session_id: 'c' };
const suffix = 'trace_id=a span_id=b session_id=c';

describe('a console line with its fields', () => {
  test.each([
    [
      ['order', { id: 1 }],
      ['order', { id: 1 }, suffix],
    ],
    [['order %d', 7], [`order 7 ${suffix}`]],
    [['100%s'], [`100%s ${suffix}`]],
    [['{not json}'], ['{not json}', suffix]],
    [['{"a":{"b":1}}'], ['{"a":{"b":1},"trace_id":"a","span_id":"b","session_id":"c"}']],
    [['{ }\n'], ['{ "trace_id":"a","span_id":"b","session_id":"c"}\n']],
    [[], [suffix]],
  ])('%j becomes %j', (args, expected) => {
    expect(withLogFields(args, fields)).toEqual(expected);
  });
});
