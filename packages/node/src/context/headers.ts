/** Headers or message properties by name, as `node:http` and message brokers give them. Names in lower case. */
export type Carrier = Record<string, string | string[] | undefined>;

/** The header's value; of a header that came more than once, the first. */
export function firstValue(carrier: Carrier, name: string): string | undefined {
  const value = carrier[name];
  return Array.isArray(value) ? value[0] : value;
}
