/** Attributes as OTLP/JSON has them. */
export interface KeyValue {
  key: string;
  value: { stringValue: string } | { intValue: string };
}

export function text(key: string, stringValue: string): KeyValue {
  return { key, value: { stringValue } };
}

export function whole(key: string, intValue: number): KeyValue {
  return { key, value: { intValue: String(intValue) } };
}
