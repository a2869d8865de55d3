import { expect, it } from 'vitest';
import { graphqlOperation } from './graphql.ts';

const request = (query: string, more = {}) => JSON.stringify({ ...more, query });

it.each([
  ['a named query', request('query Cart($id: ID!) { cart(id: $id) { total } }'), 'Cart', 'query'],
  ['a mutation', request('mutation Pay { pay { ok } }'), 'Pay', 'mutation'],
  ['a subscription', request('subscription OnStock { stock }'), 'OnStock', 'subscription'],
  ['no name', request('mutation($a: Int) { a }'), undefined, 'mutation'],
  ['the short form', request('\n { me { id } }'), undefined, 'query'],
  ['one of several', request('query A { a }\nmutation B { b }', { operationName: 'B' }), 'B', 'mutation'],
  ['a fragment first', request('fragment F on T { x }\nquery C { ...F }'), 'C', 'query'],
  ['a comment first', request('# mutation Old { a }\nquery New { a }'), 'New', 'query'],
  ['a batch', `[${request('query First { a }')},${request('query Second { a }')}]`, 'First', 'query'],
  ['a directive', request('query Live @live { a }'), 'Live', 'query'],
  ['a body that was cut off', request('query Long { a b c d e f g }').slice(0, 35), 'Long', 'query'],
  [
    'a persisted query',
    '{"operationName":"Cart","extensions":{"persistedQuery":{"version":1}}}',
    'Cart',
    undefined,
  ],
])('knows %s', (_, body, name, type) => {
  const operation = graphqlOperation(body);
  expect([operation?.name, operation?.type]).toEqual([name, type]);
});

it.each([
  '{"query":"red shoes"}',
  '{"query":"how do I query a database"}',
  '{"query":{"match":{"title":"query"}}}',
  '{"operationName":"restock"}',
  'query Cart { a }',
  '',
])('takes %j for no operation', (body) => {
  expect(graphqlOperation(body)).toBeUndefined();
});

it('takes long hostile bodies in its stride', () => {
  for (const part of ['query ', '\\n', '"query":"', '"operationName":"', '\\"'])
    expect(() => graphqlOperation(`{"query":"${part.repeat(20_000)}`)).not.toThrow();
});
