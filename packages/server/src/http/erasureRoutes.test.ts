import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { Erasure } from '@throughline/format';
import fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { expect, it } from 'vitest';
import { ErasureDelayedError } from '../erasure/eraser.ts';
import { EngineError } from '../store/engine.ts';
import { guard } from './access/guard.ts';
import { erasureRoutes } from './erasureRoutes.ts';

/** Nobody logs in. */
const OPEN = { isOpen: true, operatorToken: '', isSecure: false };

const USER = 'ada+1@shop.example/ü';

async function erase(path: string, outcome: () => Promise<Erasure | undefined>) {
  let log = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      log += String(chunk);
      done();
    },
  });
  const asked: string[][] = [];
  const ask = (project: string, id: string) => {
    asked.push([project, id]);
    return outcome();
  };
  const app = fastify({
    logger: { stream },
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 1000 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook(
    'onRequest',
    guard({
      ...OPEN,
      tokenOf: async () => undefined,
      viewOf: async () => undefined,
      userOf: async () => undefined,
    }),
  );
  await app.register(erasureRoutes, { eraser: { session: ask, user: ask } });
  const answer = await app.inject({ method: 'DELETE', url: path });
  return { answer, asked, lines: log };
}

const erased: Erasure = { sessions: 1, segments: 2, spans: 3, logs: 4, quarantinedBodies: 0 };
const path = `/users/${encodeURIComponent(USER)}?project=shop`;

it('takes any user id, answers what was deleted, and notes it without the id', async () => {
  const { answer, asked, lines } = await erase(path, async () => erased);
  expect([answer.statusCode, answer.json()]).toEqual([200, erased]);
  expect(asked).toEqual([['shop', USER]]);
  expect(lines).toContain('all sessions of a user were erased');
  expect(lines).not.toContain('ada');
});

it('notes of a session only its hash', async () => {
  const session = randomUUID();
  const { lines } = await erase(`/sessions/${session}`, async () => erased);
  expect(lines).toMatch(/"sessionHash":"[0-9a-f]{64}"/);
  expect(lines).not.toContain(session);
});

it.each([
  ['cannot yet', new ErasureDelayedError('what waits in the spool could not be stored yet'), 'spool'],
  ['is away', new EngineError(`no connection while asking for ${USER}`, undefined), 'away'],
  ['refuses', new EngineError(`wrong statement: user = '${USER}'`, 47), '47'],
])(
  'is answered 503 when the engine %s, without its words, which quote the statement',
  async (_name, error, told) => {
    const { answer, lines } = await erase(path, () => Promise.reject(error));
    expect(answer.statusCode).toBe(503);
    expect(answer.json().error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(told),
    });
    for (const text of [answer.body, lines]) expect(text).not.toContain('ada');
  },
);
