import { expect, it } from 'vitest';
import { formatSelection, parseSelection, type Selection } from './selection.ts';

it('comes back from the address as it went in', () => {
  const selections: (Selection | null)[] = [
    { item: 'span-17' },
    { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' },
    null,
  ];
  for (const selection of selections) expect(parseSelection(formatSelection(selection))).toEqual(selection);
});
