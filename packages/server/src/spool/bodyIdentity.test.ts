import { expect, it } from 'vitest';
import { readIdentity } from './bodyIdentity.ts';
import { bytesField, frame, varintField } from './frame.ts';
import { ENVELOPE_FIELDS, SEGMENT_FIELDS } from './kinds.ts';

const [SESSION, TAB] = ['0198d2ab-1111-4222-8333-944445555666', '0198d2ab-1111-4222-8333-944445555777'];
const envelope = (...fields: Buffer[][]) =>
  Buffer.concat(
    frame([
      ...bytesField(ENVELOPE_FIELDS.project, 'shop'),
      ...varintField(ENVELOPE_FIELDS.received, Date.now()),
      ...fields.flat(),
    ]),
  );

it('reads which segment a frame holds', () => {
  const segment = envelope(
    bytesField(SEGMENT_FIELDS.session, SESSION),
    bytesField(SEGMENT_FIELDS.tab, TAB),
    varintField(SEGMENT_FIELDS.seq, 7),
    bytesField(SEGMENT_FIELDS.replay, '[]'),
  );
  expect(readIdentity('segments', segment)).toEqual({
    project: 'shop',
    kind: 'segments',
    name: `${SESSION} ${TAB} 7`,
  });
});

it('reads which OTLP body a frame holds, by either encoding the same', () => {
  const body = envelope(
    bytesField(ENVELOPE_FIELDS.hash, Buffer.alloc(16, 0xab)),
    bytesField(ENVELOPE_FIELDS.body, '{}'),
  );
  const identity = { project: 'shop', kind: 'logs', name: 'ab'.repeat(16) };
  expect(readIdentity('logs-json', body)).toEqual(identity);
  expect(readIdentity('logs-protobuf', body)).toEqual(identity);
});

it.each([
  ['a hash of another length', 'traces-json', bytesField(ENVELOPE_FIELDS.hash, Buffer.alloc(15))],
  ['no hash', 'traces-json', bytesField(ENVELOPE_FIELDS.body, '{}')],
  ['no segment', 'segments', bytesField(SEGMENT_FIELDS.session, 'not a UUID')],
] as const)('knows no identity of a frame with %s', (_name, kind, fields) => {
  expect(readIdentity(kind, envelope(fields))).toBeUndefined();
});

it('knows no identity of a torn frame', () => {
  const whole = envelope(bytesField(ENVELOPE_FIELDS.hash, Buffer.alloc(16, 1)));
  for (let length = 0; length < whole.length; length++)
    expect(readIdentity('logs-json', whole.subarray(0, length))).toBeUndefined();
});
