/** Whose headers and body they are. */
export type PayloadSubject =
  | 'http.request'
  | 'http.response'
  | 'messaging.message'
  | 'rpc.request'
  | 'rpc.response';

export const PAYLOAD_SUBJECTS: readonly PayloadSubject[] = [
  'http.request',
  'http.response',
  'messaging.message',
  'rpc.request',
  'rpc.response',
];

/** Names of the attributes that hold a message's headers and body. */
export interface PayloadAttributeNames {
  /** What stands before a header's lower-case name; the value is a list of strings. */
  header: string;
  /** True size of the body as it was sent, bytes. */
  bodySize: string;
  /** The body, redacted. */
  body: string;
  /** `true` if the body is only its beginning. */
  isTruncated: string;
  /** Of a stream: how many messages it had; its body is the first of them, a line each. */
  messageCount: string;
}

/**
 * Those of the OpenTelemetry semantic conventions where they have one (`http.request.header.<name>`,
 * `http.request.body.size`, `messaging.message.body.size`); `throughline.` stands before the others.
 */
export function payloadAttributeNames(subject: PayloadSubject): PayloadAttributeNames {
  const own = `throughline.${subject}`;
  const isHttp = subject.startsWith('http');
  return {
    header: `${isHttp ? subject : own}.header.`,
    bodySize: `${subject.startsWith('rpc') ? own : subject}.body.size`,
    body: `${own}.body`,
    isTruncated: `${own}.body.truncated`,
    messageCount: `${own}.messages`,
  };
}
