import { ProtobufLogsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, it } from 'vitest';
import { INGEST_LIMITS } from '../../limits.ts';
import { bytesField } from '../../spool/frame.ts';
import { checkProtobuf } from './checkProtobuf.ts';

const message = (field: number, value: Buffer | string) => Buffer.concat(bytesField(field, value));
const span = Buffer.concat([
  message(1, Buffer.alloc(16, 1)),
  message(2, Buffer.alloc(8, 2)),
  message(5, 'GET /'),
]);
const body = message(1, message(2, message(2, span)));

describe('checkProtobuf', () => {
  it('accepts what the OpenTelemetry SDK writes when there is nothing to write', () => {
    for (const serializer of [ProtobufTraceSerializer, ProtobufLogsSerializer])
      expect(() => checkProtobuf(Buffer.from(serializer.serializeRequest([]) ?? []), 'traces')).not.toThrow();
  });

  it('accepts a span, and fields it does not know', () => {
    expect(() => checkProtobuf(body, 'traces')).not.toThrow();
    expect(() =>
      checkProtobuf(Buffer.concat([body, message(999, 'from the future')]), 'traces'),
    ).not.toThrow();
  });

  it('refuses it cut anywhere', () => {
    for (let cut = 1; cut < body.length; cut++)
      expect(() => checkProtobuf(body.subarray(0, cut), 'traces')).toThrow('not OTLP Protobuf');
  });

  it.each([
    ['text', Buffer.from('{"resourceSpans":[]}')],
    ['a length beyond the end', Buffer.from([0x0a, 0x7f, 0x00])],
    ['a length of 2^60', Buffer.from([0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10])],
    ['field number 0', Buffer.from([0x02, 0x00])],
    ['a list where a message should be', Buffer.from([0x08, 0x01])],
    ['groups, which are long gone', Buffer.from([0x0b, 0x0c])],
  ])('refuses %s', (_name, bytes) => {
    expect(() => checkProtobuf(bytes, 'traces')).toThrow('not OTLP Protobuf');
  });
});

describe('a record that is rejected', () => {
  const named = (name: string, traceId: Buffer) =>
    message(2, Buffer.concat([message(1, traceId), message(2, Buffer.alloc(8, 2)), message(5, name)]));
  const id = Buffer.alloc(16, 1);
  const scopes = (spans: Buffer[]) =>
    message(
      1,
      Buffer.concat([message(2, Buffer.concat([...spans, message(3, 'schema')])), message(3, 'url')]),
    );

  it('leaves its neighbours as they are', () => {
    const [good, other] = [named('good', id), named('other', id)];
    for (const bad of [Buffer.alloc(16), Buffer.alloc(15, 1), Buffer.alloc(0)]) {
      const checked = checkProtobuf(scopes([good, named('bad', bad), other]), 'traces');
      expect(checked).toMatchObject({ records: 2, rejected: 1, reason: expect.stringContaining('trace id') });
      expect(checked.body).toEqual(scopes([good, other]));
    }
  });

  it('is one beyond the bound of a request', () => {
    const spans = Array.from({ length: INGEST_LIMITS.recordsARequest + 2 }, () => named('span', id));
    const checked = checkProtobuf(scopes(spans), 'traces');
    expect(checked).toMatchObject({ records: INGEST_LIMITS.recordsARequest, rejected: 2 });
    expect(checkProtobuf(checked.body, 'traces')).toMatchObject({
      records: INGEST_LIMITS.recordsARequest,
      rejected: 0,
    });
  });
});
