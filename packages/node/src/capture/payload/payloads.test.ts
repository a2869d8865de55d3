import type { Attributes, Span } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { Incidents } from '../../incident/incidents.ts';
import { Redaction } from '../redaction.ts';
import { BodyCollector } from './bodyCollector.ts';
import { bodyText } from './bodyText.ts';
import { type PayloadOptions, Payloads } from './payloads.ts';

const BODY = 'throughline.http.request.body';
const SIZE = 'http.request.body.size';

function recorded(payloads: Payloads, text: string, contentType = 'text/plain'): Attributes {
  const attributes: Attributes = {};
  const span = {
    setAttributes: (more: Attributes) => Object.assign(attributes, more),
    isRecording: () => true,
    spanContext: () => ({ traceId: 'incident' }),
  } as unknown as Span;
  const body = new BodyCollector(() => contentType);
  body.add(text);
  payloads.record(span, {
    subject: 'http.request',
    target: '/orders?token=1',
    headers: [['content-type', contentType]],
    body,
  });
  return attributes;
}

function configured(options: PayloadOptions, maxHeld?: number): Payloads {
  const payloads = new Payloads(new Redaction(), new Incidents(), maxHeld);
  payloads.configure(options);
  return payloads;
}

describe('payloads', () => {
  test('beyond what spans may hold at a time are recorded without their body', () => {
    const payloads = configured({}, 10);
    expect(recorded(payloads, 'eight ch')).toMatchObject({ [BODY]: 'eight ch', [SIZE]: 8 });
    const second = recorded(payloads, 'three');
    expect(second).not.toHaveProperty([BODY]);
    expect(second).toHaveProperty([SIZE], 5);
  });

  test("are given to the application's own function, which redacts everything if it throws", () => {
    const seen: string[] = [];
    const kept = configured({
      redact: (payload) => {
        seen.push(payload.target);
        return { ...payload, body: 'mine' };
      },
    });
    expect(recorded(kept, 'theirs')).toHaveProperty([BODY], 'mine');
    expect(seen).toEqual(['/orders']);
    const failing = configured({
      redact: () => {
        throw new Error('no');
      },
    });
    expect(recorded(failing, 'theirs')).toMatchObject({ [BODY]: '[redacted]' });
  });

  test('hide names that were configured one after the other', () => {
    const payloads = configured({ sensitiveNames: ['loyaltyCode'] });
    payloads.configure({ emails: true });
    const body = JSON.stringify({ loyalty_code: 'x1', to: 'ada@shop.example', order: 7 });
    expect(recorded(payloads, body, 'application/json')[BODY]).toBe(
      '{"loyalty_code":"[redacted]","to":"[redacted]","order":7}',
    );
  });
});

describe('a body', () => {
  test('is copied, so that a buffer may be used again', () => {
    const body = new BodyCollector(() => 'text/plain');
    const buffer = Buffer.from('first');
    body.add(buffer);
    buffer.write('other');
    expect(Buffer.from(body.bytes() ?? []).toString()).toBe('first');
  });

  test('of no textual type is counted alone, and anything that is no body is passed over', () => {
    const body = new BodyCollector(() => 'image/png');
    for (const chunk of [Buffer.alloc(9), null, undefined, () => {}, {}]) body.add(chunk);
    expect(body.size).toBe(9);
    expect(body.bytes()).toBeUndefined();
  });

  test.each([
    ['a charset', Buffer.from([0x63, 0xe9]), 'text/plain; charset=latin1', '', 'cé'],
    ['an unknown charset', Buffer.from('c'), 'text/plain; charset=klingon', '', 'c'],
    ['an unknown encoding', Buffer.from('c'), 'text/plain', 'compress', undefined],
    ['what is not gzip', Buffer.from('no gzip at all'), 'text/plain', 'gzip', undefined],
  ])('with %s is read as well as can be', (_, bytes, contentType, encoding, expected) => {
    expect(bodyText(bytes, contentType, encoding)).toBe(expected);
  });
});
