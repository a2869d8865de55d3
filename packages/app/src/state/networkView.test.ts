import { expect, it } from 'vitest';
import { formatNetwork, type NetworkView, parseNetwork, WHOLE_NETWORK } from './networkView.ts';

it('comes back from the address as it went in', () => {
  const view: NetworkView = {
    query: 'method:POST api',
    groups: ['fetch', 'socket'],
    failedOnly: true,
    sort: { by: 'duration', descending: true },
    tab: 'timing',
  };
  expect(parseNetwork(formatNetwork(view))).toEqual(view);
  expect(parseNetwork({})).toEqual(WHOLE_NETWORK);
  expect(Object.values(formatNetwork(WHOLE_NETWORK)).filter(Boolean)).toEqual([]);
});

it('takes nothing from an address that says nonsense', () => {
  expect(parseNetwork({ networkKind: 'x,,y', networkSort: '--size', networkTab: 'x' })).toEqual(
    WHOLE_NETWORK,
  );
});
