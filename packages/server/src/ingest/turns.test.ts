import { expect, it } from 'vitest';
import { Turns } from './turns.ts';

it('lets so many at once, and the others in order', async () => {
  const turns = new Turns(2, 2);
  const order: string[] = [];
  const take = (name: string) =>
    turns.take().then((end) => {
      order.push(name);
      return end;
    });
  const [endFirst] = [await take('first'), await take('second')];
  const third = take('third');
  const fourth = take('fourth');
  await expect(turns.take()).rejects.toMatchObject({ status: 503 });
  expect(order).toEqual(['first', 'second']);
  endFirst();
  endFirst();
  (await third)();
  (await fourth)();
  expect(order).toEqual(['first', 'second', 'third', 'fourth']);
  await take('fifth');
});
