/** How long more is waited for before it is asked for, milliseconds: rows of one view are rendered within one frame. */
const COLLECT_MS = 20;

/** Asks for values one by one as if each had a request of its own, but for those of a moment together, `most` at a time. */
export function inBatches<Value>(
  most: number,
  fetchAll: (ids: string[]) => Promise<ReadonlyMap<string, Value>>,
): (id: string) => Promise<Value | undefined> {
  let collected: { ids: Set<string>; values: Promise<ReadonlyMap<string, Value>> } | undefined;
  const collect = () => {
    const ids = new Set<string>();
    const values = new Promise((resolve) => setTimeout(resolve, COLLECT_MS)).then(() => {
      collected = undefined;
      return fetchAll([...ids]);
    });
    return { ids, values };
  };
  return async (id) => {
    if (!collected || (collected.ids.size >= most && !collected.ids.has(id))) collected = collect();
    collected.ids.add(id);
    return (await collected.values).get(id);
  };
}
