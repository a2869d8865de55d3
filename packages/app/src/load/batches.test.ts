import { expect, it } from 'vitest';
import { inBatches } from './batches.ts';

it('asks for what is wanted in one moment together, each once, as many as may be', async () => {
  const asked: string[][] = [];
  const fetchOne = inBatches(2, async (ids) => {
    asked.push(ids);
    return new Map(ids.filter((id) => id !== 'none').map((id) => [id, id.toUpperCase()]));
  });
  expect(await Promise.all(['a', 'b', 'a', 'none'].map(fetchOne))).toEqual(['A', 'B', 'A', undefined]);
  expect(asked).toEqual([['a', 'b'], ['none']]);
  await fetchOne('a');
  expect(asked).toHaveLength(3);
});

it('tells all who wait what failed', async () => {
  const fetchOne = inBatches(10, () => Promise.reject(new Error('away')));
  const answers = await Promise.allSettled(['a', 'b'].map(fetchOne));
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
