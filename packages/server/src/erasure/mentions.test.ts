import { newTraceId } from '@throughline/format';
import { expect, it } from 'vitest';
import { bytesField, frame } from '../spool/frame.ts';
import { ENVELOPE_FIELDS } from '../spool/kinds.ts';
import { otlpProtobuf } from '../testing/otlpMessages.ts';
import { exportLogs, exportSpans, log, span } from '../testing/records.ts';
import { mentions } from './mentions.ts';

const SESSION = '0198d2ab-1111-4222-8333-944445555666';
const TRACE = newTraceId();
const USER = 'ada@shop.example';
const NOBODY = {
  project: 'default',
  sessions: new Set<string>(),
  traces: new Set<string>(),
  user: undefined,
};

function quarantined(body: Buffer | string, project = 'default'): Buffer {
  const fields = [...bytesField(ENVELOPE_FIELDS.project, project), ...bytesField(ENVELOPE_FIELDS.body, body)];
  return Buffer.concat(frame(fields));
}

const named = {
  attributes: [
    { key: 'user.id', value: { stringValue: USER } },
    { key: 'more', value: { stringValue: 'what is cut off' } },
  ],
};
const spans = exportSpans({ 'session.id': SESSION }, [span(1, 2, { traceId: TRACE, ...named })]);
const logs = exportLogs({}, [log(1, 'paid', { traceId: TRACE })]);
const json = JSON.stringify(spans);

it.each([
  ['JSON', json],
  ['JSON cut short', json.slice(0, -20)],
  [
    'JSON with ids in capitals',
    json.replaceAll(SESSION, SESSION.toUpperCase()).replaceAll(TRACE, TRACE.toUpperCase()),
  ],
  ['Protobuf', otlpProtobuf('traces', spans)],
  ['Protobuf cut short', otlpProtobuf('traces', spans).subarray(0, -10)],
])('finds session, trace and user in %s', (_name, body) => {
  const bytes = quarantined(body);
  expect(mentions(bytes, { ...NOBODY, sessions: new Set([SESSION]) })).toBe(true);
  expect(mentions(bytes, { ...NOBODY, traces: new Set([TRACE]) })).toBe(true);
  expect(mentions(bytes, { ...NOBODY, user: USER })).toBe(true);
});

it.each([
  ['JSON', JSON.stringify(logs)],
  ['Protobuf', otlpProtobuf('logs', logs)],
])('finds the trace of a log in %s', (_name, body) => {
  expect(mentions(quarantined(body), { ...NOBODY, traces: new Set([TRACE]) })).toBe(true);
});

it('leaves alone what speaks of others, of a part of the name, or is of another project', () => {
  const bytes = quarantined(json);
  expect(mentions(bytes, { ...NOBODY, sessions: new Set([SESSION.replace('1', '2')]) })).toBe(false);
  expect(mentions(bytes, { ...NOBODY, traces: new Set([newTraceId()]) })).toBe(false);
  for (const user of ['ada', 'shop.example', '1']) expect(mentions(bytes, { ...NOBODY, user })).toBe(false);
  expect(mentions(quarantined(json, 'other'), { ...NOBODY, sessions: new Set([SESSION]) })).toBe(false);
});
