import { expect, test } from 'vitest';
import { withoutPayloads } from './hidePayloads.ts';

test('headers and bodies are gone wherever they stand, and nothing else', () => {
  const answer = {
    spans: [
      {
        name: 'POST /pay',
        attributes: {
          'http.request.method': { stringValue: 'POST' },
          'http.request.header.authorization': { arrayValue: { values: [] } },
          'http.response.header.set-cookie': { stringValue: 'a' },
          'http.request.body.size': { intValue: '12' },
          'throughline.http.request.body': { stringValue: '{"card":1}' },
          'throughline.http.response.body': { stringValue: '{}' },
          'throughline.messaging.message.body': { stringValue: 'm' },
          'throughline.messaging.message.header.key': { stringValue: 'm' },
          'throughline.rpc.request.body': { stringValue: 'm' },
        },
      },
    ],
  };
  expect(withoutPayloads(answer)).toEqual({
    spans: [
      {
        name: 'POST /pay',
        attributes: {
          'http.request.method': { stringValue: 'POST' },
          'http.request.body.size': { intValue: '12' },
        },
      },
    ],
  });
});

test('what has no payload is not copied', () => {
  const answer = { sessions: [{ id: 'a', counts: { clicks: 1 } }] };
  expect(withoutPayloads(answer)).toBe(answer);
});
