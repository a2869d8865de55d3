import { describe, expect, test } from 'vitest';
import { extract, inject } from './carrier.ts';
import { getContext, runWithContext, runWithSession } from './sessionContext.ts';

const session = '11111111-1111-4111-8111-111111111111';
const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';

describe('a carrier', () => {
  test('takes session and trace from one hop to the next', () => {
    const incoming = { traceparent, baggage: `shop=1,session.id=${session}` };
    const outgoing = runWithContext(extract(incoming), () => inject({ baggage: 'shop=1' }));
    expect(outgoing).toEqual({
      traceparent,
      baggage: `shop=1,session.id=${session}`,
      'x-session-id': session,
    });
  });

  test('that is malformed begins a new trace in no session', () => {
    const context = extract({ traceparent: '00-1-2-3', 'x-session-id': 'no', baggage: 'session.id=no' });
    expect(context.sessionId).toBeUndefined();
    expect(context.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  });

  test('stays as it was outside of a context', () => {
    expect(inject({ accept: '*/*' })).toEqual({ accept: '*/*' });
  });
});

describe('the current context', () => {
  test('is kept over awaits and apart between two that run at once', async () => {
    const other = '22222222-2222-4222-8222-222222222222';
    const ask = (id: string) =>
      runWithSession(id, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return getContext()?.sessionId;
      });
    expect(await Promise.all([ask(session), ask(other)])).toEqual([session, other]);
    expect(getContext()).toBeUndefined();
  });

  test('keeps its trace when the session is set within it', () => {
    runWithContext(extract({ traceparent }), () =>
      runWithSession(session, () => expect(getContext()).toMatchObject({ sessionId: session, traceparent })),
    );
  });
});
