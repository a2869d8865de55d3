import type { RecordBudget } from './tooLarge.ts';

/** What a page of a list is asked for, beside where it begins. */
export interface Paged<Item> {
  items: Item[];
  nextCursor?: string | undefined;
}

/** All items of a paged list, each as `shown` gives it, as long as `budget` allows. */
export async function allPages<Item>(
  readPage: (cursor: string | undefined) => Promise<Paged<Item>>,
  shown: (items: Item[]) => Item[],
  budget: RecordBudget,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    const items = shown(page.items);
    budget.add(Buffer.byteLength(JSON.stringify(items)));
    all.push(...items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}
