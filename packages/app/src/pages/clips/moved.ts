/** `ids` with the one at `index` moved by `step` places; as they are if it would leave them. */
export function moved(ids: readonly string[], index: number, step: 1 | -1): string[] {
  const [id, other] = [ids[index], ids[index + step]];
  if (id === undefined || other === undefined) return [...ids];
  return ids.map((one) => (one === id ? other : one === other ? id : one));
}
