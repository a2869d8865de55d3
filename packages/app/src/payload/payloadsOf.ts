import {
  type Attributes,
  anyValueText,
  fromAnyValue,
  PAYLOAD_SUBJECTS,
  type PayloadSubject,
  payloadAttributeNames,
} from '@throughline/format';

/** Headers and body of one message, as a span's attributes hold them. */
export interface Payload {
  title: string;
  headers: [name: string, value: string][];
  /** Missing if none was recorded. */
  body?: string;
  /** Bytes as it was sent, where known. */
  size?: number;
  isTruncated: boolean;
}

const TITLES: Record<PayloadSubject, string> = {
  'http.request': 'Request',
  'http.response': 'Response',
  'messaging.message': 'Message',
  'rpc.request': 'Request message',
  'rpc.response': 'Response message',
};

/** Takes the messages out of a span's attributes; what is left are `others`. */
export function payloadsOf(attributes: Attributes): { payloads: Payload[]; others: Attributes } {
  const others = { ...attributes };
  const take = (name: string) => {
    const value = others[name];
    delete others[name];
    return value;
  };
  const payloads = PAYLOAD_SUBJECTS.flatMap((subject) => {
    const names = payloadAttributeNames(subject);
    const headers = Object.keys(attributes)
      .filter((name) => name.startsWith(names.header))
      .sort()
      .map((name): [string, string] => [name.slice(names.header.length), headerText(take(name))]);
    const hasBody = attributes[names.body] !== undefined;
    if (headers.length === 0 && !hasBody) return [];
    const size = fromAnyValue(take(names.bodySize));
    const body = take(names.body);
    const payload: Payload = {
      title: TITLES[subject],
      headers,
      isTruncated: fromAnyValue(take(names.isTruncated)) === true,
      ...(hasBody ? { body: anyValueText(body) } : {}),
      ...(typeof size === 'number' ? { size } : {}),
    };
    return [payload];
  });
  return { payloads, others };
}

function headerText(value: Attributes[string] | undefined): string {
  const plain = fromAnyValue(value);
  return Array.isArray(plain) ? plain.join(', ') : anyValueText(value);
}
